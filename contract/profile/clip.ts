import type { Size } from "../passes/size";

/** What a node read of a clip. Frames count from 0; the rate is rational. */
export type ClipFacts = {
  /** Upright pixels of a frame as it is grabbed. */
  width: number;
  height: number;
  fpsNum: number;
  fpsDen: number;
  /** The rate changes within the clip: times are then approximate, frame numbers are not. */
  variableRate: boolean;
  frames: number;
  seconds: number;
  hasAudio: boolean;
  codec: string;
  /** Variance of the 4-neighbour Laplacian on luma, one number a frame, at a longest side of at most `measuredAt` px. */
  sharpness: number[];
  /**
   * The same measure on the face alone, of frames near one where a node found a face (B56), null of the others. Absent:
   * nobody looked for faces.
   */
  faceSharpness?: (number | null)[] | undefined;
  measuredAt: number;
  /** Layout of the sheets: cells of this size, `columns` × `rows` on each. */
  sheet: SheetLayout;
};

export type SheetLayout = { cellWidth: number; cellHeight: number; columns: number; rows: number };

/** The kinds of film that are taken, by their first bytes. */
export type FilmMime = "video/mp4" | "video/quicktime" | "video/webm" | "video/x-matroska";

/** Limits of a clip. Ten minutes: pictures of a package come from a take, not from a film. */
export const clipLimits = {
  seconds: 600,
  frames: 18_000,
  /** Pixels a side. */
  side: 8_192,
  /** Frames grabbed at once. */
  grabs: 48,
  /** Sharpness is measured at a longest side of at most so many pixels, so that 4K takes no longer than it must. */
  measuredAt: 1_280,
} as const;

const sheetSide = 1_920;
/** All cells together: more would take longer to fetch than to scrub. */
const sheetPixels = 80_000_000;
const even = (value: number) => Math.max(2, 2 * Math.round(value / 2));

/** Cells as large as the number of frames allows, never larger than the frame; even sides, as video codecs want them. */
export const sheetLayout = ({ width, height }: Size, frames: number): SheetLayout => {
  const longest = Math.max(width, height);
  const sizes = [640, 480, 320, 240, 160].map((side) => {
    const scale = Math.min(1, side / longest);
    return { cellWidth: even(width * scale), cellHeight: even(height * scale) };
  });
  const fits = sizes.find((cell) => cell.cellWidth * cell.cellHeight * frames <= sheetPixels);
  const { cellWidth, cellHeight } = fits ?? sizes[sizes.length - 1] ?? { cellWidth: 160, cellHeight: 90 };
  const columns = Math.max(1, Math.floor(sheetSide / cellWidth));
  const rows = Math.max(1, Math.min(Math.floor(sheetSide / cellHeight), Math.ceil(frames / columns)));
  return { cellWidth, cellHeight, columns, rows };
};

/** Where a frame stands: which sheet, and the left upper corner of its cell there in pixels. */
export const cellOf = ({ cellWidth, cellHeight, columns, rows }: SheetLayout, frame: number) => {
  const at = frame % (columns * rows);
  return {
    sheet: Math.floor(frame / (columns * rows)),
    x: (at % columns) * cellWidth,
    y: Math.floor(at / columns) * cellHeight,
  };
};

/** `24000/1001` → 23.976; a whole rate stands without decimals. */
export const rateWords = ({ fpsNum, fpsDen }: Pick<ClipFacts, "fpsNum" | "fpsDen">): string =>
  `${Number((fpsNum / fpsDen).toFixed(3))} fps`;

/** `61` at 24 fps → `0:02.542`: the moment a frame begins. */
export const frameTime = ({ fpsNum, fpsDen }: Pick<ClipFacts, "fpsNum" | "fpsDen">, frame: number): string => {
  const ms = Math.round((frame * fpsDen * 1000) / fpsNum);
  const minutes = Math.floor(ms / 60_000);
  return `${minutes}:${((ms % 60_000) / 1000).toFixed(3).padStart(6, "0")}`;
};
