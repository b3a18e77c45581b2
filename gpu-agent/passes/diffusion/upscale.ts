import { largestSeed } from "../../../contract/passes/parts";
import { enlargedSize, pixelLimits } from "../../../contract/passes/size";
import { PassError } from "../../engines/engine";
import { cut, type Rgb, type Window } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import { mergeTiles, planTiles, shareOf, type Tile } from "../../geometry/tiles";
import type { PassJob } from "../work";
import { type Base, ofRole, requireModel } from "./base";
import { diffusionWork } from "./diffusion-work";
import { type CleanRegion, cleanRegions, findRegions } from "./find-regions";
import { stepDown } from "./ladder";
import { paintGraph } from "./paint-graph";
import type { Painter } from "./painter";
import { prepare } from "./prepare";
import { corePainting, needModel } from "./variants";

type Up = Painter<"upscale">;
/** A region that covers no more of a tile than this is dropped there: its hooks would cost a pass of the model (A77). */
const leastOfTile = 0.1;
const unguarded = 0.45;

/** Exactly the wanted size: by the upscale model where there is one, the rest by ours. */
const enlarge = async (
  painter: Up,
  job: PassJob<"upscale">,
  rgb: Rgb,
  size: { width: number; height: number },
  to: number,
): Promise<Rgb> => {
  const named = job.params.upscaler && requireModel(painter.models, "upscaler", job.params.upscaler, "upscale model");
  const file = named || ofRole(painter.models, "upscaler")[0];
  if (!file) {
    if (job.params.mode === "plain")
      painter.warnings.push("This server has no upscale model: enlarged by Lanczos, no detail is invented.");
    return resample(rgb, size.width, size.height);
  }
  painter.uses(file);
  const image = await painter.put(rgb);
  const { results } = await painter.run({
    stage: "enlarge",
    to,
    build: (g) => {
      const [upscale_model] = g.add(
        "load",
        "UpscaleModelLoader",
        { model_name: file.file },
        "Loading the upscale model",
      );
      const [given] = g.add("picture", "LoadImage", { image }, "Reading the picture");
      const [images] = g.add("enlarge", "ImageUpscaleWithModel", { upscale_model, image: given }, "Enlarging");
      g.add("save", "SaveImage", { images, filename_prefix: "" }, "Saving");
      return [{ node: "save", kind: "image" }];
    },
  });
  const [large] = results.save?.images ?? [];
  if (!large) throw new PassError("engine", "now", "The image server gave no picture.");
  return resample(large, size.width, size.height);
};

/** Repaints every tile of an enlarged picture and merges them. Regions go along where they cover enough of a tile. */
const repaint = async (
  painter: Up,
  job: PassJob<"upscale">,
  large: Rgb,
  regions: readonly CleanRegion[],
): Promise<{ rgb: Rgb; base: Base; tiles: number }> => {
  const { params } = job;
  const { width, height } = large;
  const prompt = [params.prompt, params.style].filter(Boolean).join(", ");
  const strongest = Math.max(params.denoise, ...regions.map(({ region }) => region.denoise ?? 0));
  const { tiles, blend } = planTiles(width, height, tileOf(painter.thrift.smaller, params.tile, large), strongest);
  const masks = regions.map(({ region, mask }) => ({ region, mask: resample(mask, width, height) }));
  const pieces: { tile: Tile; rgb: Rgb }[] = [];
  let base: Base | undefined;
  for (const [at, tile] of tiles.entries()) {
    const [w, h] = [tile.x1 - tile.x0, tile.y1 - tile.y0];
    const work = { width: Math.ceil(w / 16) * 16, height: Math.ceil(h / 16) * 16 };
    const piece = resample(cut(large, tile), work.width, work.height);
    const pictures = { controls: job.pictures("controls"), references: job.pictures("references") };
    const spec = await prepare(painter, { ...params, prompt }, { source: piece, pictures, ...work });
    base = spec.base;
    const here = inTile(masks, tile);
    const found = await findRegions(painter, base, here, { ...work, references: pictures.references });
    const seed = (params.seed + at) % (largestSeed + 1);
    const stage = `tile ${tile.column + 1}.${tile.row + 1}`;
    painter.seed(stage, seed);
    const denoise = Math.max(params.denoise, ...here.map(({ region }) => region.denoise ?? 0));
    const image = await painter.put(piece);
    const identities = [...spec.identities, ...found.identities];
    const done = await painter.paint({
      ...{ stage, from: 0.1 + (0.85 * at) / tiles.length, to: 0.1 + (0.85 * (at + 1)) / tiles.length },
      about: `Tile ${at + 1} of ${tiles.length}`,
      build: (g, thrift) => [
        paintGraph(
          g,
          {
            ...spec,
            ...{ prompt, seed, denoise, identities },
            regions: found.regions,
            start: { kind: "picture", image },
          },
          thrift,
        ),
      ],
    });
    pieces.push({ tile, rgb: resample(done, w, h) });
  }
  if (!base) throw new Error("a picture without tiles");
  return { rgb: mergeTiles({ width, height }, pieces, blend), base, tiles: tiles.length };
};

const leastTile = 64;
/** px of a tile, one step down from what is really worked on where memory is short. */
const tileOf = (smaller: boolean, tile: number, { width, height }: { width: number; height: number }): number =>
  smaller ? stepDown(Math.min(tile, Math.max(width, height)), leastTile, leastTile) : tile;

const inTile = (regions: readonly CleanRegion[], window: Window): CleanRegion[] =>
  regions
    .filter(({ mask }) => shareOf(mask, window) > leastOfTile)
    .map(({ region, mask }) => ({ region, mask: cut(mask, window) }));

export const upscaleByServer = diffusionWork({
  pass: "upscale",
  algorithm: "enlarged, and repainted in tiles",
  variants: [
    corePainting(["ImageUpscaleWithModel"]),
    {
      id: "model-only",
      title: "Upscale model only",
      lacks: (state) => needModel(state, "upscaler", "an upscale model"),
    },
  ],
  less: ({ params }) => (params.mode !== "plain" && params.tile > leastTile ? ["smaller"] : []),
  paint: async (painter, job, variant) => {
    const { params } = job;
    const { rgb, alpha } = job.picture("image");
    const size = enlargedSize(rgb, params.factor);
    if (size.width * size.height > pixelLimits.output)
      throw new PassError(
        "bad-input",
        "never",
        `${size.width} × ${size.height} is more than this node makes (${pixelLimits.output / 1e6} megapixels). Use a smaller factor or crop first.`,
      );
    const clean = params.mode === "regional" ? cleanRegions(params.regions, job.masks("masks"), painter.warnings) : [];
    if (params.mode === "regional" && !clean.length)
      throw new PassError("bad-input", "never", "Regional upscaling has no regions. Draw them, or take the fast mode.");
    if (params.mode === "unified" && params.denoise > unguarded)
      painter.warnings.push(
        `Denoise ${params.denoise} is over ${unguarded}: each tile may have invented its own picture. The regional mode bears more.`,
      );
    const large = await enlarge(painter, job, rgb, size, params.mode === "plain" ? 1 : 0.1);
    const done =
      params.mode === "plain" ? { rgb: large, base: undefined, tiles: 0 } : await repaint(painter, job, large, clean);
    const picture = { rgb: done.rgb, ...(alpha && { alpha: resample(alpha, size.width, size.height) }) };
    return {
      made: [{ slot: "picture", picture }],
      facts: { ...painter.facts(`${variant} ${params.mode}`, done.base), ...size, tiles: done.tiles },
      warnings: painter.warnings,
    };
  },
});
