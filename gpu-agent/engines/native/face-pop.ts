import { apply, invert, type Point } from "../../geometry/affine";
import { sideBySide, withDots, withOutline, withTint } from "../../geometry/draw";
import { cropFace, cropMatrix, type FaceCrop, squareSide } from "../../geometry/face";
import { eyesOf, ovalMask } from "../../geometry/face-mask";
import { pasteFaces } from "../../geometry/face-paste";
import { unsharp } from "../../geometry/masks";
import type { Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import type { DebugPicture, FacePopInput, FacePopOutput, FoundFace, Report } from "./operations";

const green = [60, 230, 120] as const;
const amber = [255, 190, 40] as const;
const red = [255, 60, 60] as const;

/** Crop, turn upright, sharpen as the middle step, turn back, set back by difference. Keeps the steps in between. */
export const facePop = (input: FacePopInput, report: Report): FacePopOutput => {
  const { rgb, faces, size, padding } = input;
  const debug: DebugPicture[] = [{ label: "Detection", pixels: detectionPicture(rgb, faces, padding) }];
  const pasted = faces.map((face, at) => {
    const name = faces.length > 1 ? `face ${at + 1} of ${faces.length}` : "the face";
    const part = (done: number) => (at + done) / (faces.length + 1);
    report(part(0), `Turning ${name} upright`);
    const crop = cropFace(rgb, face, { size, padding });
    report(part(0.5), `Sharpening ${name}`, crop.rgb);
    // One image pixel is size / length crop pixels: sharpen what the picture can show, not the enlargement.
    const result = unsharp(crop.rgb, Math.max(1, size / crop.length), input.sharpen);
    const mask = ovalMask(rgb, face, { feather: input.feather, keepEyes: input.keepEyes });
    if (at < 8) debug.push(...stepsOf(rgb, crop, result, faces.length > 1 ? `Face ${at + 1}: ` : ""));
    return { crop, result, mask };
  });
  report(faces.length / (faces.length + 1), faces.length > 1 ? "Setting the faces back" : "Setting the face back");
  const { rgb: done, mask } = pasteFaces(rgb, pasted, "delta");
  debug.push({ label: "Mask", pixels: mask });
  debug.push({ label: "Overlay", pixels: smaller(withTint(done, mask, green, 0.45)) });
  report(1, "Set back");
  return { rgb: done, mask, debug, inside: pasted.map(({ crop }) => crop.inside) };
};

/** Debug pictures need no more than 1024 px. */
const smaller = (rgb: Rgb): Rgb => {
  const scale = 1024 / Math.max(rgb.width, rgb.height);
  return scale >= 1 ? rgb : resample(rgb, Math.round(rgb.width * scale), Math.round(rgb.height * scale));
};

const corners = (toImage: ReturnType<typeof cropMatrix>, size: number): Point[] =>
  [
    [0, 0],
    [size, 0],
    [size, size],
    [0, size],
  ].map(([x = 0, y = 0]) => apply(toImage, { x, y }));

const detectionPicture = (rgb: Rgb, faces: readonly FoundFace[], padding: number): Rgb => {
  const base = smaller(rgb);
  const f = base.width / rgb.width;
  const scaled = (points: Point[]) => points.map(({ x, y }) => ({ x: x * f, y: y * f }));
  return faces.reduce((picture, face) => {
    const box = withOutline(picture, scaled(corners(cropMatrix(face, face.side, 1), 1)), 2, green);
    const square = withOutline(box, scaled(corners(cropMatrix(face, squareSide(face, padding), 1), 1)), 1, amber);
    return withDots(square, scaled(eyesOf(face)), 2, red);
  }, base);
};

/** Landmarks before and after turning, and what the turn did. Points: the mesh where there is one, else the eye line. */
const stepsOf = (rgb: Rgb, crop: FaceCrop, result: Rgb, name: string): DebugPicture[] => {
  const side = 360;
  const face: FoundFace = { trust: 1, by: "manual", ...crop.face };
  const padding = (crop.length / face.side - 1) / 2;
  const tilted = cropFace(rgb, { ...face, roll: 0 }, { size: side, padding });
  const upright = resample(crop.rgb, side, side);
  const marked = (picture: Rgb, toImage: FaceCrop["toImage"], scale: number) => {
    const toCrop = invert(toImage);
    const at = (points: readonly Point[]) =>
      points.map((point) => apply(toCrop, point)).map(({ x, y }) => ({ x: x * scale, y: y * scale }));
    return withDots(withDots(picture, at(face.mesh ?? []), 1, green), at(eyesOf(face)), 3, red);
  };
  return [
    { label: `${name}Landmarks before`, pixels: marked(tilted.rgb, tilted.toImage, 1) },
    { label: `${name}Landmarks after`, pixels: marked(upright, crop.toImage, side / crop.rgb.width) },
    { label: `${name}Rotation by ${(-face.roll).toFixed(1)}°`, pixels: sideBySide(tilted.rgb, upright) },
    { label: `${name}Upright, improved`, pixels: result },
  ];
};
