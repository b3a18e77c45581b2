import type { Angle } from "./angles";
import type { FaceReading, ReadingFacts } from "./face";

/** What was measured on a package picture. Advice stands beside it; nothing here blocks. */
export type ImageChecks = {
  width: number;
  height: number;
  /** Variance of the Laplacian on luma at a longest side of 720 px, so that sizes compare. */
  sharpness: number;
  /** 0–1: how even the border is; 1 is a plain backdrop. */
  plainBackground: number;
  /** Perceptual hash of its mirror image, 16 hex digits. */
  mirror?: string;
  /** Hashes of smaller windows of it, joined, 16 hex digits each: they find it again in a crop. Stays on the server. */
  windows?: string;
  /** The largest face, when a node could tell. */
  face?: FaceReading;
  /** What a node answered when it looked for faces; absent while none has. */
  reading?: PictureReading;
  /** Room around the head as a share of its height; short room is flagged (B62). Only with a face. */
  padding?: { top: number; left: number; right: number };
};

/** `placed`: the angle it was put into by it. `why`: the reason it was left among the candidates, in words. */
export type PictureReading = ReadingFacts & { placed?: Angle; why?: string };

/** Where a check draws its line. Sharpness: below `soft` a frame of ours looked blurred at 720 px, whatever it showed. */
export const checkLimits = {
  soft: 45,
  /** A share of the package's middle sharpness: much softer than its neighbours. */
  softBeside: 0.35,
  /** Longest side in pixels: what the crop preset makes (B61). */
  side: 720,
  /** Share of the head's height: what a node leaves around a face by default (B75), and where it becomes short. */
  padding: 0.35,
  shortPadding: 0.15,
  plain: 0.75,
  /** Pixels of face a model learns from. */
  faceHeight: 256,
  trust: 0.65,
} as const;

export const checkIds = ["sharpness", "size", "padding", "background", "face"] as const;
export type CheckId = (typeof checkIds)[number];

/** `unknown`: nobody could measure it yet. `advice` says what to do, only where there is something to do. */
export type Check = { id: CheckId; state: "good" | "advice" | "unknown"; word: string; advice?: string };

type Checked = { checks: ImageChecks | null; slot: string | null };

/** Middle sharpness of a package, to compare a picture with its neighbours. 0 when nothing was measured. */
export const middleSharpness = (images: readonly { checks: ImageChecks | null }[]): number => {
  const all = images.flatMap(({ checks }) => checks?.sharpness ?? []).sort((a, b) => a - b);
  return all[all.length >> 1] ?? 0;
};

/** The five checks of a picture in words. `middle` is the package's middle sharpness. Nothing here blocks. */
export const checkImage = ({ checks, slot }: Checked, middle = 0): Check[] => {
  if (!checks) return checkIds.map((id) => ({ id, state: "unknown", word: "Not measured" }));
  return [sharpness(checks, middle), size(checks), padding(checks, slot), background(checks, slot), face(checks, slot)];
};

/** Only what there is to do. */
export const adviceOf = (checks: readonly Check[]): Check[] => checks.filter(({ state }) => state === "advice");

const sharpness = ({ sharpness: value }: ImageChecks, middle: number): Check => {
  const id = "sharpness";
  if (value < checkLimits.soft)
    return { id, state: "advice", word: "Soft", advice: "Blurred or out of focus: choose a crisper picture." };
  if (value < middle * checkLimits.softBeside)
    return {
      ...{ id, state: "advice", word: "Softer than the others" },
      advice: "Much softer than the rest of the package: a model would learn the blur.",
    };
  return { id, state: "good", word: "Sharp" };
};

const size = ({ width, height }: ImageChecks): Check => {
  const side = Math.max(width, height);
  if (side >= checkLimits.side) return { id: "size", state: "good", word: `${width} × ${height}` };
  return {
    ...{ id: "size", state: "advice", word: `Small, ${width} × ${height}` },
    advice: `Its longest side is ${side} of ${checkLimits.side} pixels: bring a larger original, enlarging adds no detail.`,
  };
};

const noFace = ({ reading }: ImageChecks) => (reading ? "No face found here" : "No node has read a face here");
/** Backs show no face, full bodies a small one. */
const faceless = ["back", "over-shoulder", "full-body"];
const headless = ["full-body", "close-up"];

const padding = (checks: ImageChecks, slot: string | null): Check => {
  const id = "padding";
  const { padding: room } = checks;
  if (!room || headless.includes(slot ?? "")) return { id, state: "unknown", word: noFace(checks) };
  const short = (["top", "left", "right"] as const).filter((side) => room[side] < checkLimits.shortPadding);
  if (short.length === 0) return { id, state: "good", word: "Room around the head" };
  const where = short.map((side) => (side === "top" ? "above" : `at the ${side}`)).join(" and ");
  return {
    ...{ id, state: "advice", word: `Short ${where}` },
    advice: `Too little room ${where} the head: crop wider, or outpaint it. About ${checkLimits.padding * 100} % of the head's height is good.`,
  };
};

const background = ({ plainBackground }: ImageChecks, slot: string | null): Check => {
  const id = "background";
  if (plainBackground >= checkLimits.plain) return { id, state: "good", word: "Plain background" };
  if (slot === "close-up") return { id, state: "good", word: "Fills the picture" };
  return {
    ...{ id, state: "advice", word: "Busy background" },
    advice: "What stands behind the character is learnt with it: prefer a plain backdrop.",
  };
};

const face = (checks: ImageChecks, slot: string | null): Check => {
  const id = "face";
  const { face: read } = checks;
  if (!read || read.trust < checkLimits.trust || faceless.includes(slot ?? ""))
    return { id, state: "unknown", word: noFace(checks) };
  const height = Math.round(read.box.height);
  if (height >= checkLimits.faceHeight) return { id, state: "good", word: `Face ${height} px high` };
  return {
    ...{ id, state: "advice", word: `Small face, ${height} px` },
    advice: `The face is ${height} of ${checkLimits.faceHeight} pixels high: crop closer, from a larger original.`,
  };
};
