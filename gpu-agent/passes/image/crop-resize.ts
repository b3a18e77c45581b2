import { fitLongestSide } from "../../../contract/passes/size";
import { PassError } from "../../engines/engine";
import { cut, type Picture, type Window } from "../../geometry/pixels";
import { nothingMissing, type Work } from "../work";
import { resized } from "./resized";

export const cropResize: Work<"crop-resize"> = {
  engine: "native",
  algorithm: "crop and Lanczos resize",
  probe: nothingMissing,
  perform: async (job) => {
    const { box, keepRatio, longestSide, width, height, enlarge } = job.params;
    const whole = job.picture("image");
    job.progress(0.05, "Cropping");
    const window = box ? windowOf(box, whole) : { x0: 0, y0: 0, x1: whole.rgb.width, y1: whole.rgb.height };
    const cropped = { rgb: cut(whole.rgb, window), ...(whole.alpha && { alpha: cut(whole.alpha, window) }) };
    const size = keepRatio ? fitLongestSide(cropped.rgb, longestSide, enlarge) : { width, height };
    const small = keepRatio && !enlarge && Math.max(cropped.rgb.width, cropped.rgb.height) < longestSide;
    return {
      made: [{ slot: "picture", picture: await resized(job, cropped, size) }],
      facts: { crop: window, ...size },
      warnings: small
        ? [`It is smaller than ${longestSide} px already and was left at ${size.width} × ${size.height}.`]
        : [],
    };
  },
};

const windowOf = (box: { x: number; y: number; width: number; height: number }, { rgb }: Picture): Window => {
  const window = {
    x0: Math.max(0, Math.round(box.x)),
    y0: Math.max(0, Math.round(box.y)),
    x1: Math.min(rgb.width, Math.round(box.x + box.width)),
    y1: Math.min(rgb.height, Math.round(box.y + box.height)),
  };
  if (window.x1 > window.x0 && window.y1 > window.y0) return window;
  throw new PassError(
    "bad-input",
    "never",
    `Crop: the box lies outside the picture of ${rgb.width} × ${rgb.height} px.`,
  );
};
