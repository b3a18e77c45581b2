import type { Adjustment, AdjustmentFacts } from "../../../contract/pixels/colour";
import type { CannyOptions } from "../../geometry/canny";
import type { Face } from "../../geometry/face";
import type { FaceTurn } from "../../geometry/face-turn";
import type { Grey, Rgb, Window } from "../../geometry/pixels";

/** A face as a detector reports it. `trust` 0–1; below 0.65 it may be no face at all. `mesh` in image pixels. */
export type FoundFace = Face & {
  trust: number;
  mesh?: { x: number; y: number }[];
  by: "manual" | "human";
  /** Where it looks, when that was asked for. */
  turn?: FaceTurn;
};

export type FacePopInput = {
  rgb: Rgb;
  faces: readonly FoundFace[];
  size: number;
  padding: number;
  feather: number;
  sharpen: number;
  keepEyes: boolean;
};
export type DebugPicture = { label: string; pixels: Rgb | Grey };
/** `inside`: part of each square that lay within the picture. */
export type FacePopOutput = { rgb: Rgb; mask: Grey; debug: DebugPicture[]; inside: number[] };

/** `upright`: as `auto`, but nothing is turned. */
export type SearchMode = "fast" | "upright" | "auto" | "all";

/** Everything the worker can do: what goes in, what comes out, what it shows on the way. Pixels are 8-bit. */
export type NativeOps = {
  "patch-fill": {
    input: { rgb: Rgb; hole: Grey; forbid?: Grey; reach: number; seed: number };
    output: Rgb;
    preview: Rgb;
  };
  resample: { input: { pixels: Rgb | Grey; width: number; height: number }; output: Rgb | Grey; preview: never };
  adjust: {
    input: { rgb: Rgb; mask?: Grey; how: Adjustment };
    output: { rgb: Rgb; facts: AdjustmentFacts };
    preview: never;
  };
  canny: { input: { rgb: Rgb; options: CannyOptions }; output: Grey; preview: never };
  "box-select": {
    input: { rgb: Rgb; box: Window; rounds: number; detail: number; feather: number };
    output: Grey;
    preview: never;
  };
  "find-faces": {
    /** `turns`: also where each face looks, two more looks a face. */
    input: { rgb: Rgb; mode: SearchMode; turns?: boolean };
    output: { faces: FoundFace[]; capped: boolean };
    preview: never;
  };
  "face-pop": { input: FacePopInput; output: FacePopOutput; preview: Rgb };
};
export type NativeOp = keyof NativeOps;

/** What an operation hears from the worker that runs it. */
export type Report = (fraction: number, label: string, preview?: Rgb) => void;

export type ToWorker = { id: number; op: NativeOp; input: unknown };
export type FromWorker =
  | { id: number; kind: "progress"; fraction: number; label: string; preview?: Rgb }
  | { id: number; kind: "done"; output: unknown }
  | { id: number; kind: "failed"; cause: "bad-input" | "oom" | "engine"; message: string };
