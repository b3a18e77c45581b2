import type { Size } from "../passes/size";
import type { ImageChecks, PictureReading } from "./checks";
import { type FaceReading, isSure, type PictureFaces } from "./face";

/** What is kept of a package picture's faces. `alone`: its one sure face, whose angle is the picture's. */
export type Kept = {
  face: FaceReading | null;
  padding: ImageChecks["padding"] | null;
  reading: PictureReading;
  alone: FaceReading | null;
};

type By = { detector: string; model: string | null };

/** Turns a node's answer for one package picture into what stands with it, and why it cannot be placed, in words. */
export const keptReading = (answer: PictureFaces, by: By): Kept => {
  if ("error" in answer)
    return { face: null, padding: null, reading: { ...by, faces: 0, unsure: 0, error: answer.error }, alone: null };
  const order = answer.faces.toSorted((a, b) => area(b) - area(a));
  const sure = order.filter(isSure);
  const face = sure[0] ?? order[0] ?? null;
  const alone = sure.length === 1 ? (sure[0] ?? null) : null;
  const reading = { ...by, faces: sure.length, unsure: order.length - sure.length };
  const why = alone ? undefined : whyNot(reading);
  const padding = sure[0] ? roomAround(sure[0], answer) : null;
  return { face, padding, alone, reading: { ...reading, ...(why === undefined ? {} : { why }) } };
};

const area = ({ box }: FaceReading) => box.width * box.height;

const whyNot = ({ faces, unsure }: { faces: number; unsure: number }): string => {
  if (faces > 1) return `${faces} faces found, so it has no one angle: place it by hand, or crop it to one head.`;
  if (unsure > 0) return "What was found may be no face: place it by hand.";
  return "No face found. Drawn faces, backs and animals rarely are: place it by hand.";
};

/** Share of the head's height the mesh leaves out above the hairline. */
const hair = 0.2;

/** Room around the head as shares of its height: above the hair, left and right of the face; 0 where it is cut. */
export const roomAround = (
  { box }: FaceReading,
  { width }: Pick<Size, "width">,
): NonNullable<ImageChecks["padding"]> => {
  const head = box.height * (1 + hair);
  const share = (pixels: number) => Math.round((Math.max(0, pixels) / head) * 1000) / 1000;
  return {
    top: share(box.y - box.height * hair),
    left: share(box.x),
    right: share(width - box.x - box.width),
  };
};
