import type { MarkedThing } from "../../../contract/passes/marks";
import type { Grey, Rgb } from "../../geometry/pixels";
import type { GraphBuilder } from "../../graph/builder";
import type { Variant } from "../diffusion/variants";
import { type FoundBox, inBox, pointsIn } from "./found-boxes";
import { atSize, type Looker, maskOf, readPicture, saveMasks } from "./look-at";
import { cutBySam2, type PointAsk, sam2Lacks } from "./sam2";
import { loadSam3, sam3Lacks, sam3Of } from "./sam3";

/** One way to cut out what was marked: a mask for each thing, in their order, of the picture's size. */
export type PointFinder = Variant & {
  cut: (painter: Looker, rgb: Rgb, things: readonly MarkedThing[]) => Promise<Grey[]>;
};

type Box = NonNullable<MarkedThing["box"]>;
const toFound = ({ x, y, width, height }: Box): FoundBox => ({
  x0: x,
  y0: y,
  x1: x + width,
  y1: y + height,
  score: null,
});

/** The pixel a point lies in. */
const pixelOf = ({ width, height }: Rgb, { x, y }: { x: number; y: number }) => ({
  x: Math.min(width - 1, Math.max(0, Math.floor(x))),
  y: Math.min(height - 1, Math.max(0, Math.floor(y))),
});

/** A thing as points alone: a box that nobody pointed into is asked for at its middle. */
const asPoints = (rgb: Rgb, { box, keep, not }: MarkedThing): PointAsk => ({
  keep: (keep.length > 0 || !box ? keep : pointsIn(toFound(box))).map((at) => pixelOf(rgb, at)),
  not: not.map((at) => pixelOf(rgb, at)),
});

const bounded = (mask: Grey, rgb: Rgb, { box }: MarkedThing): Grey => {
  const whole = atSize(mask, rgb.width, rgb.height);
  return box ? inBox(whole, toFound(box)) : whole;
};

/** SAM 3 takes points, or a box: a box with points in it is asked for by them and bounds what comes out. */
const sam3: PointFinder = {
  id: "sam3",
  title: "SAM 3 (core of 2026)",
  lacks: sam3Lacks,
  cut: async (painter, rgb, things) => {
    const file = sam3Of(painter);
    const picture = await painter.put(rgb);
    const boxes = painter.state.objects.PrimitiveBoundingBox !== undefined;
    const { results } = await painter.run({
      ...{ stage: "masks", from: 0, to: 1 },
      build: (g) => {
        const [model] = loadSam3(g, file);
        return things.map((thing, at) => {
          const prompt = boxes && thing.box && thing.keep.length + thing.not.length === 0;
          const asked = prompt ? boxAsk(g, at, rgb, thing.box) : pointAsk(g, at, asPoints(rgb, thing));
          const how = { threshold: 0.5, refine_iterations: 2, individual_masks: false };
          const words = `Cutting out ${at + 1} of ${things.length}`;
          const [mask] = g.add(
            `cut ${at + 1}`,
            "SAM3_Detect",
            { model, image: readPicture(g, picture), ...asked, ...how },
            words,
          );
          return saveMasks(g, `save ${at + 1}`, mask);
        });
      },
    });
    return things.map((thing, at) => bounded(maskOf(results, `save ${at + 1}`), rgb, thing));
  },
};

const boxAsk = (g: GraphBuilder, at: number, { width, height }: Rgb, box: Box | null) => {
  const { x0, y0, x1, y1 } = toFound(box ?? { x: 0, y: 0, width, height });
  const [left, top] = [Math.max(0, Math.floor(x0)), Math.max(0, Math.floor(y0))];
  const sides = { width: Math.min(width, Math.ceil(x1)) - left, height: Math.min(height, Math.ceil(y1)) - top };
  return { bboxes: g.add(`box ${at + 1}`, "PrimitiveBoundingBox", { x: left, y: top, ...sides })[0] };
};

const pointAsk = (g: GraphBuilder, at: number, { keep, not }: PointAsk) => {
  const text = (id: string, points: readonly object[]) =>
    g.add(`${id} ${at + 1}`, "PrimitiveString", { value: JSON.stringify(points) })[0];
  return { positive_coords: text("in", keep), ...(not.length && { negative_coords: text("out", not) }) };
};

/** SAM 2's pack takes points from text, and boxes from no text: a box is asked for at its middle and bounds what comes out. */
const sam2: PointFinder = {
  id: "sam2",
  title: "SAM 2 (pack by kijai)",
  lacks: sam2Lacks,
  cut: async (painter, rgb, things) => {
    const picture = await painter.put(rgb);
    const asks = things.map((thing) => asPoints(rgb, thing));
    const masks = await cutBySam2(painter, picture, asks, 0);
    return masks.map((mask, at) => bounded(mask, rgb, things[at] as MarkedThing));
  },
};

/** The best first. */
export const pointFinders: readonly PointFinder[] = [sam3, sam2];
