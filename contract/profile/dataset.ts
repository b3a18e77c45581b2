import { type Slot, slotTitle } from "./angles";
import { type Direction, directionOf, nearestSlot } from "./directions";
import type { DatasetAdvice } from "./package";

/** What a trainer such as Kohya needs at least (B47). */
export const leastTrainingImages = 30;

type Linted = {
  sizes: readonly { width: number; height: number }[];
  /** Regularisation pictures at hand. */
  regularisation: number;
  /** Pixels a side in training. */
  resolution: number;
  /** The size the character will be rendered at. */
  use?: { width: number; height: number } | undefined;
  unknownDepicts?: number;
  score?: number;
};

const pictures = (n: number) => (n === 1 ? "1 picture" : `${n} pictures`);

/** What a trainer would say of this set (B47). Shown beside the act, never in its way. */
export const lintDataset = ({
  sizes,
  regularisation,
  resolution,
  use,
  unknownDepicts = 0,
}: Linted): DatasetAdvice[] => {
  const advice: DatasetAdvice[] = [];
  const say = (id: string, text: string) => advice.push({ id, text });
  if (sizes.length < leastTrainingImages)
    say(
      "few-images",
      `${pictures(sizes.length)}: a LoRA wants ${leastTrainingImages} or more. Add ${leastTrainingImages - sizes.length}.`,
    );
  if (regularisation === 0)
    say(
      "no-regularisation",
      "No regularisation set: several hundred pictures of the style keep a LoRA from turning everything into this character.",
    );
  const small = sizes.filter(({ width, height }) => Math.max(width, height) < resolution).length;
  if (small > 0)
    say(
      "small-images",
      `${pictures(small)} smaller than the training resolution of ${resolution}: enlarged, they teach blur.`,
    );
  if (use && Math.max(use.width, use.height) > resolution * 1.25)
    say(
      "resolution-mismatch",
      `Training at ${resolution} × ${resolution} but rendering at ${use.width} × ${use.height}: train near the resolution you will use.`,
    );
  if (unknownDepicts > 0)
    say(
      "depicts-unknown",
      `${pictures(unknownDepicts)} without a word on whom they show: a person would need to have agreed.`,
    );
  return advice;
};

const views: Record<Slot, string> = {
  front: "front view, facing the viewer",
  "three-quarter-left": "three-quarter view facing left",
  "three-quarter-right": "three-quarter view facing right",
  "profile-left": "profile view facing left",
  "profile-right": "profile view facing right",
  back: "seen from behind",
  "over-shoulder": "seen over the shoulder",
  up: "looking up",
  down: "looking down",
  "full-body": "full body",
  "close-up": "close-up of the face",
  expression: "portrait",
};

export type Captioned = {
  slot: Slot | null;
  yaw: number | null;
  pitch: number | null;
  lighting: string;
  expression: string;
};
export type CaptionOf = { trigger: string; outfit: string; hair: string; props: readonly string[] };

const viewOf = (image: Captioned): string => {
  if (image.slot) return views[image.slot];
  const direction: Direction | null = directionOf(image);
  return direction ? views[nearestSlot(direction).slot] : "portrait";
};

/** The caption of a training picture: trigger word first, then what differs from picture to picture, then what is worn. */
export const captionOf = (image: Captioned, { trigger, outfit, hair, props }: CaptionOf): string =>
  [
    trigger,
    viewOf(image),
    image.expression && (/expression$/i.test(image.expression) ? image.expression : `${image.expression} expression`),
    image.lighting &&
      (/light/i.test(image.lighting) || image.lighting === "backlit" ? image.lighting : `${image.lighting} light`),
    hair,
    outfit && `wearing ${outfit}`,
    ...props,
  ]
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(", ");

/** A file name for a picture of the set: place and number, never an id. "01_profile-left.png". */
export const datasetName = (at: number, slot: Slot | null, extension: string): string =>
  `${String(at + 1).padStart(2, "0")}_${slot ?? "candidate"}.${extension}`;

export const placeTitle = (slot: Slot | null): string => (slot === null ? "Candidates" : slotTitle(slot));
