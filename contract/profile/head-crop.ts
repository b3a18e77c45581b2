import type { Size } from "../passes/size";
import { type PixelBox, wholeBox } from "./box";

/** Room left around a face on each side, as a share of its side: 0.35 makes a square of 1.7 sides (B75). */
export const headPadding = 0.35;

/** The square around a face with its padding, in whole pixels, cut off at the picture's edge (B75). */
export const headCrop = (face: PixelBox, size: Size, padding: number = headPadding): PixelBox => {
  const side = Math.max(face.width, face.height) * (1 + 2 * padding);
  const x = face.x + face.width / 2 - side / 2;
  const y = face.y + face.height / 2 - side / 2;
  return wholeBox({ x, y, width: side, height: side }, size);
};
