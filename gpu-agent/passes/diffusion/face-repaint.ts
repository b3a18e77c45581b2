import type { FaceRepaint } from "../../../contract/passes/diffusion";
import { largestSeed } from "../../../contract/passes/parts";
import type { DebugPicture, FoundFace } from "../../engines/native/operations";
import { apply } from "../../geometry/affine";
import { sideBySide, withOutline, withTint } from "../../geometry/draw";
import { cropFace, cropMatrix, type FaceCrop, squareSide } from "../../geometry/face";
import { ovalMask } from "../../geometry/face-mask";
import { pasteFaces } from "../../geometry/face-paste";
import type { Grey, Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import { findPopFaces, tooSmall } from "../image/face-pop";
import type { Made, PassJob } from "../work";
import { multipleOf } from "./base";
import { diffusionWork } from "./diffusion-work";
import { type PaintSpec, paintGraph } from "./paint-graph";
import type { Painter } from "./painter";
import { findLoras, prepare } from "./prepare";
import { corePainting } from "./variants";

type Job = PassJob<"face-pop">;
type Task = { face: FoundFace; own: FaceRepaint | undefined; name: string; seed: number; crop: FaceCrop };

const green = [60, 230, 120] as const;
const amber = [255, 190, 40] as const;

/** The wish of the recipe for a face: by its box if it has one that lies upon it, else by its number from the left. */
const ownOf = (faces: readonly FaceRepaint[], face: FoundFace, at: number): FaceRepaint | undefined =>
  faces.find(({ box }) => box && Math.hypot(box.x - face.x, box.y - face.y) < face.side / 2) ??
  faces.find(({ box, face: number }) => !box && number === at);

const tasksOf = (job: Job, rgb: Rgb, faces: readonly FoundFace[], size: number): Task[] => {
  const { params } = job;
  const ordered = faces.toSorted((a, b) => a.x - b.x);
  return ordered.flatMap((face, at) => {
    const own = ownOf(params.faces, face, at);
    if (own?.on === false) return [];
    const count = ordered.length > 1 ? ` ${at + 1}/${ordered.length}` : "";
    const name = `${own?.name ? `${own.name}'s face` : "Face"}${count}`;
    const seed = own?.seed ?? (params.seed + at) % (largestSeed + 1);
    return [{ face, own, name, seed, crop: cropFace(rgb, face, { size, padding: params.padding }) }];
  });
};

/** Every face of the picture in one graph with a branch each: one load of the model, and one seed and wording a face. */
const paintFaces = async (painter: Painter<"face-pop">, job: Job, tasks: readonly Task[], size: number) => {
  const { params } = job;
  const pictures = { controls: job.pictures("controls"), references: job.pictures("references") };
  const spec = await prepare(painter, params, { pictures, width: size, height: size });
  const branches: PaintSpec[] = [];
  for (const { own, name, seed, crop } of tasks) {
    painter.seed(name, seed);
    const prompt = [own?.prompt, params.prompt].filter(Boolean).join(", ");
    const negative = own?.negative || params.negative;
    const loras = [...spec.loras, ...findLoras(painter, spec.base, own?.loras ?? [])];
    const image = await painter.put(crop.rgb);
    const start = { kind: "picture", image } as const;
    branches.push({
      ...spec,
      ...{ name, prompt, negative, loras, seed, start },
      denoise: own?.denoise ?? params.denoise,
    });
  }
  const { results, expects } = await painter.run({
    ...{ stage: "faces", from: 0.5, to: 0.95 },
    build: (g, thrift) => branches.map((branch) => paintGraph(g, branch, thrift)),
  });
  const painted = expects.map(({ node }) => results[node]?.images[0]);
  return { painted, base: spec.base };
};

/** Face pop where an image model repaints the middle: our crop, turn, mask and paste around it (B69–B81). */
export const facePopByServer = diffusionWork({
  pass: "face-pop",
  algorithm: "each face repainted upright and set back",
  variants: [corePainting()],
  paint: async (painter, job, variant) => {
    const { params } = job;
    const { rgb, alpha } = job.picture("image");
    const { faces, warnings } = await findPopFaces(job, rgb);
    painter.warnings.push(...warnings, ...tooSmall(faces, rgb));
    const multiple = Math.max(8, multipleOf("flux"));
    const size = Math.round(params.size / multiple) * multiple;
    const tasks = tasksOf(job, rgb, faces, size);
    const { painted, base } = tasks.length
      ? await paintFaces(painter, job, tasks, size)
      : { painted: [], base: undefined };
    const pasted = tasks.flatMap(({ face, crop }, at) => {
      const result = painted[at];
      const mask = ovalMask(rgb, face, { feather: params.feather, keepEyes: params.keepEyes });
      return result ? [{ crop, result, mask }] : [];
    });
    const { rgb: done, mask } = pasteFaces(rgb, pasted, "straight");
    const debug = stepsOf({ rgb, done, mask, padding: params.padding }, tasks, painted);
    return {
      made: [
        { slot: "picture", picture: { rgb: done, ...(alpha && { alpha }) } },
        { slot: "faces", mask },
        ...debug.map(asMade),
      ],
      facts: {
        ...painter.facts(variant, base),
        faces: tasks.map(({ face: { mesh, ...face }, name, seed, crop }) => ({
          ...face,
          name,
          seed,
          inside: crop.inside,
        })),
        middle: "repaint",
        paste: "straight",
      },
      warnings: painter.warnings,
    };
  },
});

type Whole = { rgb: Rgb; done: Rgb; mask: Grey; padding: number };
const most = 8;

/** Detection, each face before and after, the mask, the overlay: what to look at when something went wrong (B20). */
const stepsOf = (
  { rgb, done, mask, padding }: Whole,
  tasks: readonly Task[],
  painted: readonly (Rgb | undefined)[],
): DebugPicture[] => {
  const corners = (face: FoundFace, length: number) =>
    [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
      { x: 0, y: 1 },
    ].map((point) => apply(cropMatrix(face, length, 1), point));
  const detection = tasks.reduce(
    (picture, { face }) =>
      withOutline(
        withOutline(picture, corners(face, face.side), 2, green),
        corners(face, squareSide(face, padding)),
        1,
        amber,
      ),
    rgb,
  );
  return [
    { label: "Detection", pixels: detection },
    ...tasks.slice(0, most).flatMap(({ name, crop, face }, at): DebugPicture[] => {
      const result = painted[at];
      if (!result) return [];
      return [
        { label: `${name}: rotation by ${(-face.roll).toFixed(1)}°`, pixels: crop.rgb },
        {
          label: `${name}: before and after`,
          pixels: sideBySide(resample(crop.rgb, 360, 360), resample(result, 360, 360)),
        },
      ];
    }),
    { label: "Mask", pixels: mask },
    { label: "Overlay", pixels: withTint(done, mask, green, 0.45) },
  ];
};

const asMade = ({ label, pixels }: DebugPicture): Made<"debug"> =>
  pixels.channels === 1
    ? { slot: "debug", label, mask: { ...pixels, channels: 1 } }
    : { slot: "debug", label, picture: { rgb: { ...pixels, channels: 3 } } };
