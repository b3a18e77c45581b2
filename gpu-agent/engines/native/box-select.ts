import { createRequire } from "node:module";
import { blurred } from "../../geometry/masks";
import { blank, type Grey, type Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import { openCvFile } from "./box-select-probe";
import type { NativeOps, Report } from "./operations";

/** The part of OpenCV.js used here. Every Mat must be deleted. */
type Mat = { data: Uint8Array; delete(): void };
type OpenCv = {
  Mat: new () => Mat;
  Rect: new (x: number, y: number, width: number, height: number) => unknown;
  matFromArray(rows: number, columns: number, type: number, data: Uint8Array): Mat;
  setRNGSeed?: (seed: number) => void;
  grabCut(image: Mat, mask: Mat, box: unknown, background: Mat, foreground: Mat, rounds: number, mode: number): void;
  CV_8UC3: number;
  CV_8UC1: number;
  GC_INIT_WITH_RECT: number;
  onRuntimeInitialized?: () => void;
};

let loading: Promise<{ cv: OpenCv }> | undefined;

/** Never awaits the module itself: it is a thenable that does not come back. Hence the wrapping object. */
const loadOpenCv = (): Promise<{ cv: OpenCv }> => {
  loading ??= new Promise((resolve, reject) => {
    const file = openCvFile();
    if (!file) return reject(new Error("Box select needs the package @techstark/opencv-js, which is not installed"));
    const cv = createRequire(import.meta.url)(file) as OpenCv;
    // It prints its own 10 MB source into the log on any uncaught error of the thread.
    process.removeAllListeners("uncaughtException");
    process.removeAllListeners("unhandledRejection");
    if (cv.Mat) resolve({ cv });
    else cv.onRuntimeInitialized = () => resolve({ cv });
  });
  return loading;
};

/** What stands out inside a box, by GrabCut at `detail` px; outside the box the mask is 0. */
export const boxSelect = async (
  { rgb, box, rounds, detail, feather }: NativeOps["box-select"]["input"],
  report: Report,
): Promise<Grey> => {
  report(0.05, "Starting OpenCV");
  const { cv } = await loadOpenCv();
  const scale = Math.min(1, detail / Math.max(rgb.width, rgb.height));
  const width = Math.max(8, Math.round(rgb.width * scale));
  const height = Math.max(8, Math.round(rgb.height * scale));
  const small = resample(rgb, width, height);
  report(0.3, `Separating colours at ${width} × ${height}`);
  const mask = grabCut(cv, small, scaledBox(box, width / rgb.width, height / rgb.height, width, height), rounds);
  report(0.8, "Enlarging the mask");
  const full = thresholded(resample(mask, rgb.width, rgb.height));
  const inBox = keptInside(feather > 0 ? blurred(full, feather / 2) : full, box);
  report(1, "Mask is ready");
  return inBox;
};

const scaledBox = (
  box: { x0: number; y0: number; x1: number; y1: number },
  fx: number,
  fy: number,
  width: number,
  height: number,
) => {
  const x0 = Math.max(0, Math.floor(box.x0 * fx));
  const y0 = Math.max(0, Math.floor(box.y0 * fy));
  return {
    x: x0,
    y: y0,
    width: Math.min(width, Math.ceil(box.x1 * fx)) - x0,
    height: Math.min(height, Math.ceil(box.y1 * fy)) - y0,
  };
};

/** Foreground and probable foreground (values 1 and 3) as white. */
const grabCut = (
  cv: OpenCv,
  { width, height, data }: Rgb,
  box: { x: number; y: number; width: number; height: number },
  rounds: number,
): Grey => {
  const image = cv.matFromArray(height, width, cv.CV_8UC3, data);
  const marks = cv.matFromArray(height, width, cv.CV_8UC1, new Uint8Array(width * height));
  const [background, foreground] = [new cv.Mat(), new cv.Mat()];
  try {
    cv.setRNGSeed?.(1);
    const rect = new cv.Rect(box.x, box.y, box.width, box.height);
    cv.grabCut(image, marks, rect, background, foreground, rounds, cv.GC_INIT_WITH_RECT);
    const out = blank(width, height, 1);
    for (let i = 0; i < out.data.length; i++) out.data[i] = (marks.data[i] ?? 0) & 1 ? 255 : 0;
    return out;
  } catch (error) {
    // OpenCV throws bare numbers: pointers to its own error, of no use to anyone.
    throw error instanceof Error ? error : new Error("OpenCV could not separate this box");
  } finally {
    for (const mat of [image, marks, background, foreground]) mat.delete();
  }
};

const thresholded = (mask: Grey): Grey => ({ ...mask, data: mask.data.map((value) => (value >= 128 ? 255 : 0)) });

const keptInside = (mask: Grey, box: { x0: number; y0: number; x1: number; y1: number }): Grey => {
  const out = blank(mask.width, mask.height, 1);
  for (let y = Math.max(0, box.y0); y < Math.min(mask.height, box.y1); y++) {
    const row = y * mask.width;
    out.data.set(
      mask.data.subarray(row + Math.max(0, box.x0), row + Math.min(mask.width, box.x1)),
      row + Math.max(0, box.x0),
    );
  }
  return out;
};
