import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { catalogue, passIds } from "../../contract/passes/catalogue";
import type { AgentParts } from "../agent";

/** What a test asks of a simulated pass, written into the prompt of `img2img` or the like as `simulate:{…}`. */
type Script = {
  seconds?: number;
  fail?: { cause: string; retry: string; message: string };
  rough?: boolean;
  /** The side of a picture of noise, which cannot be compressed: three bytes a pixel. */
  noise?: number;
  /** Every attempt makes the very same picture. */
  same?: boolean;
};

const scriptOf = (params: unknown): Script => {
  const prompt = params && typeof params === "object" && "prompt" in params ? String(params.prompt) : "";
  return prompt.startsWith("simulate:") ? (JSON.parse(prompt.slice("simulate:".length)) as Script) : {};
};

const noisePicture = (side: number, seed: number) => {
  const pixels = Buffer.alloc(side * side * 3);
  let state = seed | 1;
  for (let at = 0; at < pixels.length; at++) {
    state = Math.imul(state ^ (state >>> 13), 1_597_334_677) + at;
    pixels[at] = state >>> 24;
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
};

/**
 * Stands in for engines in tests: every pass is ready, takes as long as it is told, and answers one stamped picture in
 * the slot `picture`. Says in `<home>/performed` which folder it worked in, so a test can count. Its GPU is what
 * `<home>/gpu.json` says; without that file there is none.
 */
export const simulated = (home: string): AgentParts => ({
  probe: async () =>
    passIds.map((pass) => ({
      pass,
      version: catalogue[pass].version,
      state: "ready" as const,
      engine: "simulated",
      missing: [],
    })),
  performer: {
    performPass: async ({ params, outDir, signal, onProgress }) => {
      const { seconds = 0, fail, rough = false, noise, same = false } = scriptOf(params);
      await writeFile(path.join(home, "performed"), `${path.basename(outDir)}\n`, { flag: "a" });
      for (let step = 0; step < seconds * 20; step++) {
        onProgress({ fraction: step / (seconds * 20), label: "Simulating" });
        await sleep(50, undefined, { signal }).catch(() => {
          throw Object.assign(new Error("Cancelled"), { cause: "cancelled", retry: "never" });
        });
      }
      if (fail) throw Object.assign(new Error(fail.message), { cause: fail.cause, retry: fail.retry });
      const file = path.join(outDir, "picture.png");
      // Another shade for another attempt: a result can be told from its repeat.
      const shade = [...(same ? "same" : path.basename(outDir))].reduce(
        (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 16_777_216,
        7,
      );
      const background = { r: shade >> 16, g: (shade >> 8) & 255, b: shade & 255 };
      await (noise ? noisePicture(noise, shade) : sharp({ create: { width: 32, height: 24, channels: 3, background } }))
        .png({ compressionLevel: noise ? 0 : 6 })
        .toFile(file);
      return {
        outputs: [{ slot: "picture", path: file }],
        facts: { simulated: true },
        engine: "simulated",
        algorithm: "stamp",
        rough,
        warnings: [],
      };
    },
    free: async () => {},
  },
  readGpu: async () => {
    const text = await readFile(path.join(home, "gpu.json"), "utf8").catch(() => undefined);
    return text === undefined ? undefined : JSON.parse(text);
  },
});
