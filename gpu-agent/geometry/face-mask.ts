import { apply, type Point } from "./affine";
import { cropMatrix, type Face } from "./face";
import { blank, type Grey, type Rgb, toByte, type Window } from "./pixels";

export type MaskOptions = {
  /** Width of the soft edge, as a share of the face's side; never under 4 px. */
  feather: number;
  keepEyes: boolean;
};
/** The oval of one face as bytes, only for its own window of the picture. */
export type FaceMask = { window: Window; mask: Grey };

const smooth = (t: number) => t * t * (3 - 2 * t);
const unit = (value: number) => Math.min(1, Math.max(0, value));

/** Upright ellipse, radii .55 and .68 of the side, with a smoothstep edge; the eyes cut out if they are to stay. */
export const ovalMask = (source: Rgb, face: Face, { feather, keepEyes }: MaskOptions): FaceMask => {
  const soft = Math.max(4, feather * face.side);
  const [rx, ry] = [face.side * 0.55, face.side * 0.68];
  const R = Math.ceil(Math.max(rx, ry) + soft + 2);
  const clampX = (value: number) => Math.min(source.width, Math.max(0, value));
  const clampY = (value: number) => Math.min(source.height, Math.max(0, value));
  const window = {
    x0: clampX(Math.floor(face.x - R)),
    y0: clampY(Math.floor(face.y - R)),
    x1: clampX(Math.ceil(face.x + R)),
    y1: clampY(Math.ceil(face.y + R)),
  };
  const mask = blank(window.x1 - window.x0, window.y1 - window.y0, 1);
  const eyes = keepEyes ? eyesOf(face) : [];
  const oval = ellipse(face, face.roll, rx, ry, soft);
  const eyeShapes = eyes.map((eye) => ellipse(eye, face.roll, face.side * 0.15, face.side * 0.085, face.side * 0.04));
  for (let y = 0, i = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++, i++) {
      const at = { x: window.x0 + x, y: window.y0 + y };
      let value = oval(at);
      for (const eye of eyeShapes) value *= 1 - unit(eye(at) * 2);
      mask.data[i] = toByte(value * 255);
    }
  }
  return { window, mask };
};

const ellipse = (centre: Point, roll: number, rx: number, ry: number, feather: number) => {
  const angle = (roll * Math.PI) / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return ({ x, y }: Point) => {
    const [dx, dy] = [x - centre.x, y - centre.y];
    const distance = (Math.hypot((c * dx + s * dy) / rx, (-s * dx + c * dy) / ry) - 1) * Math.min(rx, ry);
    return smooth(unit(0.5 - distance / feather));
  };
};

/** Known eye centres, or where they usually are in an upright box. */
export const eyesOf = (face: Face): Point[] => {
  if (face.eyes) return [face.eyes.left, face.eyes.right];
  const toImage = cropMatrix(face, face.side, 1);
  return [apply(toImage, { x: 0.32, y: 0.42 }), apply(toImage, { x: 0.68, y: 0.42 })];
};
