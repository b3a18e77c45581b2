import { readFileSync } from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { formFields } from "../../passes/fields";
import { inpaint } from "../../passes/image/inpaint";
import { txt2img } from "../../passes/image/txt2img";
import { studioVersion } from "../../version";
import { readA1111 } from "../foreign/a1111";
import { embeddedTexts } from "../foreign/embedded";
import { readOwn, writeOwn } from "../own";
import type { Recipe } from "../recipe";
import { writeA1111 } from "./a1111";
import { asciiJson, pngTextChunk } from "./png-text";

const sha = "c0d1994c73".padEnd(64, "1");
const recipe = (over: Partial<Recipe> = {}): Recipe => ({
  ...{ format: 1, pass: "txt2img", passVersion: 1, seed: 42, mask: null, inputs: [] },
  params: {
    ...{
      prompt: "a duck, テスト",
      negative: "fog",
      steps: 24,
      cfg: 6.5,
      sampler: "euler_ancestral",
      schedule: "karras",
    },
    ...{ seed: 42, width: 512, height: 768, model: `C:\\people\\ada\\duck.safetensors#${sha}`, clipSkip: 2 },
    loras: [{ file: "cast/mei.safetensors", weight: 0.8, characterId: "chr_secret" }],
  },
  ...over,
});
const around = { fields: formFields(txt2img), width: 512, height: 768, version: "0.1.0" };

it("the version is the one people install", () => {
  const manifest: unknown = JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, "../../../package.json"), "utf8"),
  );
  expect(manifest).toMatchObject({ version: studioVersion });
});

// A1111's and ComfyUI's own rules, written anew here: a shared mistake would otherwise pass.
const a1111Line = (text: string) => {
  const last = text.trim().split("\n").at(-1) ?? "";
  const pairs = [...last.matchAll(/\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/g)];
  return pairs.length < 3 ? null : Object.fromEntries(pairs.map(([, key, value]) => [key, value]));
};
const comfyReads = (text: string) => text.includes("\nNegative prompt:") && /\nSteps:[^\n]*$/.test(text);

describe("A1111's text", () => {
  it("is read by A1111's rule, by ComfyUI's and by our own reader", () => {
    const text = writeA1111(recipe(), around) ?? "";
    expect(text).toBe(
      "a duck, テスト <lora:mei:0.8>\nNegative prompt: fog\nSteps: 24, Sampler: Euler a, Schedule type: Karras, CFG scale: 6.5, Seed: 42, Size: 512x768, Model hash: c0d1994c73, Model: duck, Clip skip: 2, Version: backlot 0.1.0",
    );
    expect(comfyReads(text)).toBe(true);
    expect(a1111Line(text)).toMatchObject({ Steps: "24", Sampler: "Euler a", Seed: "42", Size: "512x768" });
    expect(readA1111(text)).toMatchObject({
      ...{ tool: "Backlot", seed: "42", steps: 24, cfg: 6.5, model: { name: "duck", hash: "c0d1994c73" } },
      loras: [{ name: "mei", weight: 0.8 }],
    });
  });

  it("has its negative line when nothing is avoided, and quotes what would end a pair", () => {
    const odd = recipe({ params: { prompt: "a", steps: 3, model: "duck, v2: the best.safetensors" } });
    const text = writeA1111(odd, around) ?? "";
    expect(text).toContain("\nNegative prompt: \nSteps: 3");
    expect(a1111Line(text)).toMatchObject({ Model: '"duck, v2: the best"' });
    expect(comfyReads(text)).toBe(true);
  });

  it("says of an inpaint what the mask was, and nothing of a pass without words", () => {
    const masked = recipe({
      pass: "inpaint",
      params: { prompt: "ears", steps: 36, denoise: 0.6, blur: 4, area: "masked only" },
      inputs: [{ slot: "mask", mediaId: "med_x", sha256: sha }],
    });
    expect(writeA1111(masked, { ...around, fields: formFields(inpaint) })).toContain(
      "Denoising strength: 0.6, Mask blur: 4, Inpaint area: Only masked",
    );
    expect(writeA1111(recipe({ pass: "adjust", params: { exposure: 1 } }), around)).toBeNull();
  });
});

describe("our own text", () => {
  const inputs = [{ slot: "image", mediaId: "med_secret", sha256: sha }];
  const mask = { maskId: "msk_secret", seq: 4, pixelSha256: sha };

  it("comes back as it was, knows whether it was changed, and names nothing of the studio's inside", async () => {
    const text = await writeOwn(recipe({ inputs, mask }));
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(text).not.toMatch(/secret|people|ada|cast/);
    const read = await readOwn([{ keyword: "backlot", text }]);
    expect(read).toMatchObject({
      intact: true,
      recipe: { v: 1, pass: "txt2img", version: 1, seed: 42, mask: sha, inputs: [{ slot: "image", sha256: sha }] },
    });
    expect(read?.recipe.parameters).toMatchObject({ prompt: "a duck, テスト", model: `duck.safetensors#${sha}` });
    const changed = await readOwn([{ keyword: "backlot", text: text.replace('"seed":42', '"seed":43') }]);
    expect(changed?.intact).toBe(false);
    expect(await readOwn([{ keyword: "backlot", text: '{"v":2}' }])).toBeNull();
    expect(await readOwn([{ keyword: "backlot", text: "no JSON" }])).toBeNull();
  });

  it("is the same bytes whatever order its parameters are in", async () => {
    const turned = recipe();
    turned.params = Object.fromEntries(Object.entries(turned.params).reverse());
    expect(await writeOwn(turned)).toBe(await writeOwn(recipe()));
  });
});

describe("a chunk", () => {
  it("is tEXt for Latin-1 and uncompressed iTXt otherwise, with a checksum a decoder accepts", async () => {
    for (const text of ["a café", "テスト", asciiJson({ name: "テスト" })]) {
      const chunk = pngTextChunk("parameters", text);
      const type = new TextDecoder("latin1").decode(chunk.subarray(4, 8));
      expect(type).toBe(text === "テスト" ? "iTXt" : "tEXt");
      const file = Uint8Array.from([0x89, ...[..."PNG\r\n\x1a\n"].map((letter) => letter.charCodeAt(0)), ...chunk]);
      expect((await embeddedTexts(file)).texts).toEqual([{ keyword: "parameters", text }]);
    }
    const chunk = pngTextChunk("parameters", "a café");
    expect(new DataView(chunk.buffer).getUint32(chunk.length - 4)).toBe(crc32(chunk.subarray(4, -4)));
  });
});
