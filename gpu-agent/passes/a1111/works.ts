import type { EngineReport, VariantReport } from "../../../contract/engine/report";
import type { PassId } from "../../../contract/passes/catalogue";
import { capLongestSide } from "../../../contract/passes/size";
import { type A1111Server, reportOf } from "../../engines/a1111/a1111-server";
import type { A1111State } from "../../engines/a1111/look";
import { PassError, type Wanted } from "../../engines/engine";
import { matchColours, seamRing } from "../../geometry/colour-match";
import { type Crop, cropOf, planCrop, stitch, wholeCrop } from "../../geometry/crop-stitch";
import { fillUnder } from "../../geometry/fill";
import { blurred } from "../../geometry/masks";
import type { Grey, Picture, Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import { multipleOf, nativeSide } from "../diffusion/base";
import type { Painting } from "../diffusion/prepare";
import { imageServer } from "../diffusion/server";
import type { PassJob, PassResult, Work } from "../work";
import { chooseCheckpoint } from "./compile";
import { paint, variant } from "./paint";
import { a1111Server, lookAtA1111 } from "./server";

type Ready = { server: A1111Server; state: A1111State };

const lacksOf = ({ checkpoints, flavour }: A1111State): Wanted[] =>
  checkpoints.length
    ? []
    : [
        {
          what: "a checkpoint",
          where: `models/Stable-diffusion of the ${flavour} server`,
          how: "Put a .safetensors file there and reload its list of models",
        },
      ];

const work = <Id extends PassId>(
  algorithm: string,
  perform: (job: PassJob<Id>, ready: Ready) => Promise<PassResult<Id>>,
): Work<Id> => ({
  engine: "a1111",
  algorithm,
  probe: async () => {
    const looked = await lookAtA1111();
    return { blocking: looked.ok ? lacksOf(looked.state) : [looked.lacks] };
  },
  named: () => a1111Server() !== undefined && imageServer() === undefined,
  perform: async (job) => {
    const server = a1111Server();
    // Models may have come since: a list that is a minute old must not refuse them.
    const looked = await lookAtA1111();
    if (!server || !looked.ok)
      throw new PassError(
        "engine",
        "elsewhere",
        `This node cannot paint now: it lacks ${looked.ok ? "an image server" : looked.lacks.what}.`,
      );
    try {
      return await perform(job, { server, state: looked.state });
    } catch (error) {
      if (!(error instanceof PassError) || error.cause !== "missing") throw error;
      await server.http.json("/sdapi/v1/refresh-checkpoints", { method: "POST", body: {} }).catch(() => {});
      const anew = await server.look(true);
      if (!anew.ok) throw error;
      return perform(job, { server, state: anew.state });
    }
  },
});

const sizesOf = (state: A1111State, params: Painting, inpainting = false) => {
  const family = chooseCheckpoint(state, params.model, inpainting).file.family ?? "sd15";
  return { native: nativeSide[family], multiple: multipleOf(family) };
};

export const txt2imgByA1111: Work<"txt2img"> = work("painted from words", async (job, { server, state }) => {
  const { width, height } = job.params;
  const made = await paint(job, server, state, job.params, { width, height, controls: job.pictures("controls") });
  return { made: [{ slot: "picture", picture: { rgb: made.rgb } }], facts: made.facts, warnings: made.warnings };
});

type Masked = {
  params: Painting;
  rgb: Rgb;
  mask: Grey;
  crop: Crop;
  blur: number;
  denoise: number;
  way: "blend" | "erase" | "model";
  fill: "original" | "blurred" | "noise" | "empty";
  matchColours: boolean;
};

/** The masked part alone, at the size the model paints, and back in its place: outside the mask every byte stays. */
const paintMasked = async (
  job: PassJob<"inpaint"> | PassJob<"img2img">,
  { server, state }: Ready,
  { params, rgb, mask, crop, blur, denoise, way, fill, matchColours: matching }: Masked,
) => {
  const small = cropOf(rgb, crop);
  const scale = crop.width / (crop.window.x1 - crop.window.x0);
  const smallMask = blurred(cropOf(mask, crop), (blur * scale) / 2);
  const same = (picture: Picture) => picture.rgb.width === rgb.width && picture.rgb.height === rgb.height;
  const made = await paint(job as PassJob<"img2img">, server, state, params, {
    ...{ width: crop.width, height: crop.height, inpainting: way !== "blend" },
    from: { denoise, masked: true, nothing: way === "erase" },
    source: fillUnder(small, smallMask, fill, params.seed),
    mask: smallMask,
    // Controls see the same part of the picture.
    controls: job.pictures("controls").map((each) => (same(each) ? { rgb: cropOf(each.rgb, crop) } : each)),
  });
  const warnings = [
    ...made.warnings,
    ...(way === "erase" ? ["Erase and fill anew: this server does it as “latent nothing” at denoise 1."] : []),
  ];
  const matched = matching ? matchColours(made.rgb, small, smallMask, seamRing(made.rgb)) : made.rgb;
  return { rgb: stitch(rgb, matched, crop, mask, blur), facts: made.facts, warnings };
};

export const img2imgByA1111: Work<"img2img"> = work("repainted from the picture", async (job, ready) => {
  const { params } = job;
  const { rgb, alpha } = job.picture("image");
  const mask = job.mask("mask");
  const { multiple } = sizesOf(ready.state, params);
  if (mask) {
    const crop = wholeCrop(rgb, params.cap, multiple);
    const { denoise, matchColours } = params;
    const how = { blur: 4, denoise, way: "blend", fill: "original", matchColours } as const;
    const { rgb: done, ...rest } = await paintMasked(job, ready, { params, rgb, mask, crop, ...how });
    return { made: [{ slot: "picture", picture: { rgb: done, ...(alpha && { alpha }) } }], ...rest };
  }
  const size = capLongestSide(rgb, params.cap, multiple);
  const made = await paint(job, ready.server, ready.state, params, {
    ...size,
    from: { denoise: params.denoise, masked: false },
    source: resample(rgb, size.width, size.height),
    controls: job.pictures("controls"),
  });
  const picture = { rgb: made.rgb, ...(alpha && { alpha: resample(alpha, size.width, size.height) }) };
  return { made: [{ slot: "picture", picture }], facts: { ...made.facts, ...size }, warnings: made.warnings };
});

export const inpaintByA1111: Work<"inpaint"> = work("repainted under the mask", async (job, ready) => {
  const { params } = job;
  const { rgb, alpha } = job.picture("image");
  const mask = job.mask("mask");
  if (!mask) throw new PassError("bad-input", "never", "Where to repaint: it is missing. Paint a mask first.");
  const { way, area, padding } = params;
  const { native, multiple } = sizesOf(ready.state, params, way !== "blend");
  const crop =
    area === "masked only"
      ? planCrop(mask, padding, native, multiple)
      : wholeCrop(rgb, Math.max(native * 2, 1_440), multiple);
  if (!crop) throw new PassError("bad-input", "never", "The mask is empty. Paint it first, white is what changes.");
  const { rgb: done, facts, warnings } = await paintMasked(job, ready, { ...params, params, rgb, mask, crop });
  return {
    made: [{ slot: "picture", picture: { rgb: done, ...(alpha && { alpha }) } }],
    facts: { ...facts, way },
    warnings,
  };
});

const passes = ["txt2img", "img2img", "inpaint"] as const;

/** What the node tells of this server: for `Hello.engine`, when it is the only one. Null: it cannot be used now. */
export const a1111Report = async (): Promise<EngineReport | null> => {
  const looked = await lookAtA1111();
  if (!looked.ok) return null;
  const { state } = looked;
  const missing = lacksOf(state);
  const families = [...new Set(state.checkpoints.flatMap(({ file }) => file.family ?? []))];
  const variants = passes.map(
    (pass): VariantReport => ({
      ...{ pass, variant, title: `${state.flavour} API`, families, ready: missing.length === 0, missing },
    }),
  );
  return { ...reportOf(state), variants };
};
