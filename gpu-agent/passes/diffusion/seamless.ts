import { rolled } from "../../geometry/fill";
import { blank, type Grey, type Rgb } from "../../geometry/pixels";
import type { PassJob } from "../work";
import { diffusionWork } from "./diffusion-work";
import { inpaintMask } from "./inpaint-mask";
import { paintGraph } from "./paint-graph";
import type { Painter } from "./painter";
import { type Painting, prepare } from "./prepare";
import { corePainting } from "./variants";

/** A soft band of `share` of the width (or height) in the middle. */
export const middleBand = (width: number, height: number, share: number, upright: boolean): Grey => {
  const mask = blank(width, height, 1);
  const length = upright ? width : height;
  const half = Math.max(4, (length * share) / 2);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const distance = Math.abs((upright ? x : y) + 0.5 - length / 2);
      mask.data[y * width + x] = Math.round(255 * Math.max(0, Math.min(1, (half - distance) / (half / 2))));
    }
  return mask;
};

type Wish = { width: number; height: number; seam: number; seamDenoise: number; sides: readonly ("x" | "y")[] };

/** Paints from words, moves each seam into the middle, paints it over there, and moves it back. */
const paintSeamless = async <Id extends "panorama" | "texture">(
  painter: Painter<Id>,
  job: PassJob<Id>,
  { width, height, seam, seamDenoise, sides }: Wish,
) => {
  const params = job.params as Painting;
  const pictures = { controls: job.pictures("controls"), references: job.pictures("references") };
  const spec = await prepare(painter, params, { pictures, width, height });
  painter.seed("main", params.seed);
  const share = 1 / (1 + sides.length);
  let rgb: Rgb = await painter.paint({
    stage: "main",
    to: share,
    build: (g, thrift) => [paintGraph(g, { ...spec, start: { kind: "nothing", width, height }, denoise: 1 }, thrift)],
  });
  for (const [n, side] of sides.entries()) {
    const [dx, dy] = side === "x" ? [Math.floor(width / 2), 0] : [0, Math.floor(height / 2)];
    const mask = middleBand(width, height, seam, side === "x");
    const done = await inpaintMask(painter, {
      ...{
        params,
        rgb: rolled(rgb, dx, dy),
        mask,
        pictures: { controls: [], references: [] },
        way: "blend",
        fill: "original",
      },
      // Controls were made for the picture as it was.
      ...{ area: "whole picture", padding: 0, blur: 0, denoise: seamDenoise, seed: params.seed, stage: `seam ${side}` },
      ...{ most: Math.max(width, height), about: "Closing the seam", from: share * (n + 1), to: share * (n + 2) },
    });
    rgb = rolled(done.rgb, -dx, -dy);
  }
  return { rgb, base: spec.base };
};

const seamNodes = ["LoadImageMask", "SetLatentNoiseMask", "DifferentialDiffusion"];

export const panorama = diffusionWork({
  pass: "panorama",
  algorithm: "painted from words, its seam painted over",
  variants: [corePainting(seamNodes)],
  paint: async (painter, job, variant) => {
    const { width, seam, seamDenoise, loras } = job.params;
    if (!loras.length)
      painter.warnings.push("Without a 360° LoRA the picture is 2:1 and seamless, but hardly a true panorama.");
    const wish = { width, height: width / 2, seam, seamDenoise, sides: ["x"] as const };
    const { rgb, base } = await paintSeamless(painter, job, wish);
    return {
      made: [{ slot: "picture", picture: { rgb } }],
      facts: painter.facts(variant, base),
      warnings: painter.warnings,
    };
  },
});

export const texture = diffusionWork({
  pass: "texture",
  algorithm: "painted from words, its seams painted over",
  variants: [corePainting(seamNodes)],
  paint: async (painter, job, variant) => {
    const { side, tileable, seamDenoise } = job.params;
    const sides = tileable ? (["x", "y"] as const) : [];
    const wish = { width: side, height: side, seam: 0.2, seamDenoise, sides };
    const { rgb, base } = await paintSeamless(painter, job, wish);
    return {
      made: [{ slot: "picture", picture: { rgb } }],
      facts: painter.facts(variant, base),
      warnings: painter.warnings,
    };
  },
});
