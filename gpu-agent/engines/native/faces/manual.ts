import type { Point } from "../../../geometry/affine";
import { faceByHand } from "../../../geometry/face";
import type { FoundFace } from "../operations";

/** The provider that always works: a box and an eye line drawn by a person. */
export const findFaceByHand = (
  box: { x: number; y: number; side: number },
  eyes?: { left: Point; right: Point },
): FoundFace => ({ ...faceByHand(box, eyes), trust: 1, by: "manual" });
