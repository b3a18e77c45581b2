import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Curve, decay } from "../../../contract/passes/diffusion";
import { MadeWith } from "../../../contract/recipe/made-with";
import type { ComfyServer } from "../../engines/comfy/comfy-server";
import { blank } from "../../geometry/pixels";
import { difference, maskOf, type Shot, Stage, scene } from "./stage";

export type Place = {
  open: () => Promise<ComfyServer>;
  close: () => Promise<void>;
  /** A real server: what stands in a mask, a LoRA or a curve shows in the pixels. */
  real: boolean;
  /** Names of its files. */
  models: { checkpoint: string; loras: readonly [string, string]; tile: string };
};

const side = 64;
const size = { width: side, height: side } as const;
const quick = { steps: 3, cfg: 5, sampler: "euler", schedule: "normal" } as const;
const words = { prompt: "an office worker", negative: "blurry" } as const;

/** Every core pass end to end, on the fake or on a real server: files in, files out, pixels judged. */
export const paintingCases = (place: Place): void => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open(await place.open());
  }, 120_000);
  afterAll(async () => {
    await stage.close();
    await place.close();
  });
  const base = { ...words, ...quick, model: place.models.checkpoint };
  const picture = scene(side, side);
  const [dave, diane] = place.models.loras;

  describe("words and pictures", () => {
    let first: Shot;
    test("txt2img: the same seed gives the same pixels, another seed others", async () => {
      const params = { ...base, ...size, seed: 11 };
      first = await stage.run("txt2img", { params });
      const again = await stage.run("txt2img", { params });
      const other = await stage.run("txt2img", { params: { ...params, seed: 12 } });
      expect([first.rgb.width, first.rgb.height]).toEqual([side, side]);
      expect(difference(first.rgb, again.rgb)).toBe(0);
      expect(difference(first.rgb, other.rgb)).toBeGreaterThan(0.5);
      expect(first.labels.some((label) => /Painting · step 3\/3/.test(label))).toBe(true);
    });

    test("what made it is on record, and nothing of it lies in the file", async () => {
      const made = MadeWith.parse(first.outcome.facts.madeWith);
      expect(made).toMatchObject({
        format: 1,
        variant: "core",
        family: "sd15",
        degraded: 0,
        seeds: [{ stage: "main", seed: 11 }],
      });
      expect(made.models).toEqual([expect.objectContaining({ role: "checkpoint", file: place.models.checkpoint })]);
      expect(Object.values(made.graphs[0]?.graph ?? {})).toContainEqual(
        expect.objectContaining({ class_type: "KSampler" }),
      );
      const bytes = await readFile(first.outcome.outputs[0]?.path ?? "");
      expect(bytes.includes("tEXt") || bytes.includes("iTXt") || bytes.includes("office worker")).toBe(false);
    });

    test("txt2img: a LoRA changes pixels", async () => {
      const shot = await stage.run("txt2img", {
        params: { ...base, ...size, seed: 11, loras: [{ file: dave, weight: 1 }] },
      });
      expect(difference(first.rgb, shot.rgb)).toBeGreaterThan(0.1);
    });

    test("img2img: stays with its source the more the lower denoise is; 100 × 60 becomes 104 × 64", async () => {
      const pictures = { image: [picture] };
      const low = await stage.run("img2img", { params: { ...base, seed: 3, denoise: 0.35 }, pictures });
      const high = await stage.run("img2img", { params: { ...base, seed: 3, denoise: 1 }, pictures });
      expect(difference(low.rgb, high.rgb)).toBeGreaterThan(0.2);
      const odd = await stage.run("img2img", { params: { ...base, seed: 3 }, pictures: { image: [scene(100, 60)] } });
      expect([odd.rgb.width, odd.rgb.height]).toEqual([104, 64]);
    });
  });

  describe("masks", () => {
    const mask = maskOf(side, side, [0.25, 0.25, 0.75, 0.75]);
    const given = { pictures: { image: [picture] }, masks: { mask: [mask] } };
    const params = { ...base, area: "whole picture", denoise: 0.9, blur: 2, seed: 5 } as const;

    test.each(["blend", "erase", "model"] as const)(
      "inpaint (%s): outside the mask every byte stays, inside it changes",
      async (way) => {
        const { rgb, outcome } = await stage.run("inpaint", { params: { ...params, way }, ...given });
        expect(difference(picture, rgb, mask, false)).toBe(0);
        expect(difference(picture, rgb, mask)).toBeGreaterThan(0.5);
        expect(outcome.facts.way).toBe(way);
      },
    );

    test("inpaint: only the masked part, cut out and set back", async () => {
      const small = maskOf(96, 80, [0.1, 0.1, 0.3, 0.3]);
      const wide = scene(96, 80);
      const masked = { ...params, area: "masked only", padding: 4, model: place.models.checkpoint } as const;
      const { rgb } = await stage.run("inpaint", {
        params: masked,
        pictures: { image: [wide] },
        masks: { mask: [small] },
      });
      expect(difference(wide, rgb, small, false)).toBe(0);
      expect(difference(wide, rgb, small)).toBeGreaterThan(0.3);
    });

    test("img2img with a mask leaves the rest alone", async () => {
      const { rgb } = await stage.run("img2img", { params: { ...base, seed: 5, denoise: 0.8 }, ...given });
      expect(difference(picture, rgb, mask, false)).toBe(0);
      expect(difference(picture, rgb, mask)).toBeGreaterThan(0.3);
    });

    test.each(["blend", "erase"] as const)(
      "outpaint (%s): larger on each side, the picture itself untouched, candidates differ",
      async (way) => {
        const edges = { top: 8, right: 16, bottom: 0, left: 8 };
        const asked = { ...base, edges, attempts: 2, blur: 2, seed: 7, way };
        const { pictures, outcome } = await stage.run("outpaint", { params: asked, pictures: { image: [picture] } });
        expect(pictures.map(({ width, height }) => [width, height])).toEqual([
          [88, 72],
          [88, 72],
        ]);
        const inner = maskOf(88, 72, [8 / 88, 8 / 72, 72 / 88, 1]);
        const whole = blank(88, 72, 3);
        for (let y = 0; y < side; y++)
          whole.data.set(picture.data.subarray(y * side * 3, (y + 1) * side * 3), ((y + 8) * 88 + 8) * 3);
        const [one, two] = pictures;
        if (!one || !two) throw new Error("two candidates were asked for");
        expect(difference(whole, one, inner)).toBe(0);
        expect(difference(one, two, inner, false)).toBeGreaterThan(0.3);
        expect(outcome.outputs.map(({ label }) => label)).toEqual(["Attempt 1", "Attempt 2"]);
      },
    );
  });

  describe("controls", () => {
    const control = (strength: number | Curve) => ({ type: "tile" as const, file: place.models.tile, strength });
    const paint = async (strength: number | Curve) =>
      stage.run("render-frame", {
        params: { ...base, seed: 21, steps: 4, controls: [control(strength)] },
        pictures: { image: [picture] },
      });

    test("a control changes pixels, a falling strength differs from a steady one, and an even curve is the steady one", async () => {
      const none = await paint(0);
      const steady = await paint(0.9);
      const falling = await paint(decay);
      expect(difference(none.rgb, steady.rgb)).toBeGreaterThan(place.real ? 0.02 : 0.5);
      expect(difference(steady.rgb, falling.rgb)).toBeGreaterThan(place.real ? 0.02 : 0.5);
      const flat: Curve = { ...decay, points: decay.points.map(({ at }) => ({ at, value: 0.9 })) };
      if (place.real) expect(difference(steady.rgb, (await paint(flat)).rgb)).toBe(0);
    });
  });

  describe("regions", () => {
    const masks = [maskOf(side, side, [0, 0, 0.5, 1]), maskOf(side, side, [0.5, 0, 1, 1])];
    const region = (name: string, mask: number, lora: string, weight: number) => ({
      ...{ name, mask, prompt: `${name}, office worker`, feather: 0 },
      loras: weight ? [{ file: lora, weight, characterId: name }] : [],
    });
    const paint = (left: number, right: number, over?: Curve) =>
      stage.run("render-frame", {
        params: {
          ...{ ...base, ...size, seed: 31, steps: 2, prompt: "an office" },
          regions: [
            { ...region("Dave", 0, dave, left), ...(over && { loras: [{ file: dave, weight: left, over }] }) },
            region("Diane", 1, diane, right),
          ],
        },
        masks: { masks },
      });

    test("a region's LoRA changes its own side far more than the other", async () => {
      const both = await paint(1, 1);
      const stronger = await paint(2, 1);
      const [left, right] = masks;
      if (!left || !right) throw new Error("two masks");
      const moved = (mask: typeof left) => meanMove(both, stronger, mask);
      if (place.real) {
        expect(moved(left)).toBeGreaterThan(0.5);
        // The model's own reach (attention, VAE) carries a trace over the border, no more.
        expect(moved(right)).toBeLessThan(moved(left) / 3);
      } else expect(difference(both.rgb, stronger.rgb)).toBeGreaterThan(0.5);
      expect(both.outcome.facts.regions).toEqual(["Dave", "Diane"]);
    });

    test("a LoRA that fades over the steps differs from one that does not", async () => {
      const steady = await paint(1, 1);
      const fading = await paint(1, 1, decay);
      expect(difference(steady.rgb, fading.rgb)).toBeGreaterThan(place.real ? 0.02 : 0.5);
    });

    test("two characters' LoRAs without regions are refused in words", async () => {
      const loras = [
        { file: dave, characterId: "dave" },
        { file: diane, characterId: "diane" },
      ];
      await expect(stage.run("txt2img", { params: { ...base, ...size, loras } })).rejects.toThrow(/mix their faces/);
    });

    test("an empty region is left out and said; a mask of another size is refused", async () => {
      const params = {
        ...base,
        ...size,
        seed: 1,
        regions: [region("Nobody", 0, dave, 0), region("Diane", 1, diane, 0)],
      };
      const right = masks[1] ?? blank(side, side, 1);
      const { outcome } = await stage.run("render-frame", { params, masks: { masks: [blank(side, side, 1), right] } });
      expect(outcome.facts.regions).toEqual(["Diane"]);
      expect(outcome.warnings.join()).toMatch(/Nobody: the region is empty/);
      const wrong = { masks: [blank(32, 32, 1, 255), right] };
      await expect(stage.run("render-frame", { params, masks: wrong, pictures: { image: [picture] } })).rejects.toThrow(
        /32 × 32 px.*64 × 64 px/,
      );
    });
  });

  describe("larger, seamless, faces, training", () => {
    test("upscale: exactly twice, plain, in tiles and by regions", async () => {
      const pictures = { image: [scene(side, 32)] };
      const upscaled = { ...base, steps: 2, tile: 64, denoise: 0.3, seed: 4 };
      const unified = await stage.run("upscale", {
        params: { ...upscaled, mode: "unified", style: "film still" },
        pictures,
      });
      expect([unified.rgb.width, unified.rgb.height]).toEqual([128, 64]);
      expect(Number(unified.outcome.facts.tiles)).toBeGreaterThan(1);
      const regions = [{ name: "Dave", mask: 0, prompt: "Dave", loras: [{ file: dave, weight: 1 }] }];
      const masks = { masks: [maskOf(side, 32, [0, 0, 0.4, 1])] };
      const regional = await stage.run("upscale", {
        params: { ...upscaled, mode: "regional", regions },
        pictures,
        masks,
      });
      expect(difference(unified.rgb, regional.rgb)).toBeGreaterThan(0.1);
      // Where the region hardly reaches, its LoRA is not loaded at all.
      const graphs = MadeWith.parse(regional.outcome.facts.madeWith).graphs.map(({ graph }) => JSON.stringify(graph));
      expect(graphs.some((graph) => graph.includes("CreateHookLora"))).toBe(true);
      expect(graphs.every((graph) => graph.includes("CreateHookLora"))).toBe(false);
    });

    test("panorama: 2:1, left meets right", async () => {
      const { rgb } = await stage.run("panorama", { params: { ...base, width: 128, seed: 6 } });
      expect([rgb.width, rgb.height]).toEqual([128, 64]);
    });

    test("texture: square, seams painted over", async () => {
      const { rgb, outcome } = await stage.run("texture", { params: { ...base, side: 64, seed: 6 } });
      expect([rgb.width, rgb.height]).toEqual([64, 64]);
      expect(MadeWith.parse(outcome.facts.madeWith).graphs.map(({ stage: name }) => name)).toEqual([
        "main",
        "seam x",
        "seam y",
      ]);
    });

    test("face pop: a face by hand is repainted, the rest stays; each face has its own seed and words", async () => {
      const wide = scene(128, 96);
      const box = { x: 40, y: 48, side: 32 };
      const params = {
        ...base,
        detect: "by hand",
        box,
        size: 256,
        seed: 9,
        faces: [{ name: "Mei", face: 0, denoise: 0.5 }],
      } as const;
      const { rgb, outcome } = await stage.run("face-pop", { params, pictures: { image: [wide] } });
      const mask = await stage.maskAt(outcome, "faces");
      const touched = { ...mask, data: mask.data.map((value) => (value > 0 ? 255 : 0)) };
      expect(difference(wide, rgb, touched, false)).toBe(0);
      expect(difference(wide, rgb, touched)).toBeGreaterThan(0.3);
      expect(outcome.rough).toBe(false);
      expect(JSON.stringify(outcome.facts.faces)).toContain("Mei's face");
    }, 240_000);

    test.runIf(place.real)(
      "train-lora: learns, keeps a file with a hash, and what was learnt changes pixels",
      async () => {
        const pictures = { pictures: [scene(80, 64), scene(64, 96)] };
        const params = {
          name: `test_${Date.now()}`,
          captions: ["a disc", "another disc"],
          side: 64,
          steps: 3,
          every: 2,
          learningRate: 0.05,
          rank: 4,
          seed: 1,
        };
        const { pictures: samples, outcome } = await stage.run("train-lora", {
          params: { ...params, model: place.models.checkpoint },
          pictures,
        });
        const loras = outcome.facts.loras as { file: string; sha256: string; steps: number }[];
        expect(loras.map(({ steps }) => steps)).toEqual([2, 3]);
        expect(samples).toHaveLength(2);
        const last = loras.at(-1);
        const plain = await stage.run("txt2img", { params: { ...base, ...size, seed: 11 } });
        const taught = await stage.run("txt2img", {
          params: { ...base, ...size, seed: 11, loras: [{ file: last?.file ?? "" }] },
        });
        expect(difference(plain.rgb, taught.rgb)).toBeGreaterThan(0.02);
      },
      300_000,
    );
  });

  describe("what is refused in words", () => {
    test.each([
      ["a model that is not there", { model: "nope.safetensors" }, /does not have the model nope/],
      ["a LoRA that is not there", { loras: [{ file: "nope.safetensors" }] }, /does not have the LoRA nope/],
      ["a control without a picture", { controls: [{}] }, /no picture to take it from/],
      [
        "references without a way to hold on to them",
        { identity: { pictures: [{ picture: 0 }] } },
        /Holding on to a reference/,
      ],
      ["0 px", { width: 0 }, /Width/],
      ["20,000 px", { width: 20_000 }, /Width/],
      ["a prompt of 10,000 characters", { prompt: "a".repeat(10_000) }, /Prompt/],
    ])("%s", async (_, wrong, said) => {
      await expect(stage.run("txt2img", { params: { ...base, ...size, ...wrong } })).rejects.toThrow(said);
    });
  });
};

/** Mean absolute change of a byte where the mask is white. */
const meanMove = (a: Shot, b: Shot, mask: { data: Uint8Array }): number => {
  let [sum, count] = [0, 0];
  for (let i = 0; i < mask.data.length; i++) {
    if (mask.data[i] !== 255) continue;
    for (let c = 0; c < 3; c++) {
      sum += Math.abs((a.rgb.data[i * 3 + c] ?? 0) - (b.rgb.data[i * 3 + c] ?? 0));
      count++;
    }
  }
  return sum / count;
};
