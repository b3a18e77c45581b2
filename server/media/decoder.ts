import os from "node:os";
import type { PanoramaScores } from "@/contract/environment/panorama";
import type { LayerAdjustment } from "@/contract/mask/adjustment";
import type { BlendMode } from "@/contract/mask/layer";
import type { Rect } from "@/contract/mask/tiles";
import { isLightMime } from "@/contract/media";
import type { PixelBox } from "@/contract/profile/box";
import { DecodeLane, memoryExit } from "./decode-lane";
import type { PictureMime } from "./sniff";

export type Thumbnail = { size: number; path: string };
/** Width and height are upright (after EXIF). A refusal says why in a word; the caller finds the sentence. */
export type Decoded =
  | { width: number; height: number; hasAlpha: boolean; colour: string }
  | { refused: "pixels"; width: number; height: number }
  | { refused: "pages"; pages: number }
  | Unfinished;
/** `broken` knows why, in words that follow the file's name. */
type Unfinished = { refused: "damaged" | "slow" | "memory" } | { refused: "broken"; why: string };

/** `measures`: where sharpness, backdrop and hash go, as JSON. */
type DecodeJob = { path: string; mime: PictureMime; thumbnails: Thumbnail[]; measures?: string };
/** `full`: where the PNG goes. */
type RenderJob = { path: string; mime: PictureMime; full: string };
/** A new picture of an old one's pixels: inverted, or turned sideways by a share of its width. `out`: where the PNG goes. */
type DeriveJob = {
  path: string;
  mime: PictureMime;
  derive: { kind: "invert" } | { kind: "shift"; share: number };
  out: string;
};
/** A picture cut out of another: whole pixels inside it, then shrunk to a longest side, then colour-corrected. */
export type Cut = { box?: PixelBox; longestSide?: number; autoColour?: boolean };
type CutJob = { path: string; mime: PictureMime; cuts: (Cut & { out: string })[] };
/** One picture of a contact sheet: its thumbnail's file and its place, counted from 0. */
export type SheetCell = { at: number; path: string };
/** `count` cells in rows of `columns`, `cell` px a side. `out`: where the WebP goes. */
type SheetJob = { sheet: SheetCell[]; count: number; columns: number; cell: number; out: string };
/**
 * A picture laid over others, or what they are adjusted by, through `mask`, a file of one byte a pixel. The picture is as large as
 * what it is laid over, unless `place` says where it is fitted in: it then fills that, cut at its longer side.
 */
export type Overlaid = { mask: string; opacity: number } & (
  | { path: string; blend: BlendMode; place?: Rect }
  | { adjustment: LayerAdjustment }
);
/** `compose` from the bottom up over `path`. `out`: where the PNG goes. */
type ComposeJob = { path: string; mime: PictureMime; compose: Overlaid[]; out: string };
type JudgeJob = { path: string; mime: PictureMime; judge: true };
export type Judged = { scores: PanoramaScores; polarity: { whiteIsNear: boolean; sure: boolean } };
type Derived = { width: number; height: number };
/** Plain: browsers show the file's own pixels, nothing was written. */
export type Rendered = { plain: boolean } | Unfinished;
type Job = DecodeJob | RenderJob | DeriveJob | JudgeJob | CutJob | SheetJob | ComposeJob;
type Answer = Decoded | Rendered | Derived | Judged;

// A lane a core, so that a drop of many pictures uses the machine; on large ones memory is the limit.
const cores = os.availableParallelism();
const laneCount = Math.max(1, Math.min(4, cores));

// Next loads a module more than once, but a machine has its cores once.
const held = globalThis as typeof globalThis & { backlotDecoder?: Decoder };

/** Jobs in their order over as many processes as there are cores. Of large pictures only one is in memory at a time. */
class Decoder {
  private readonly lanes = Array.from(
    { length: laneCount },
    () => new DecodeLane<Job, Answer>(Math.max(1, Math.floor(cores / laneCount)), () => this.takeAlone()),
  );
  private readonly free = [...this.lanes];
  private readonly waiting: ((lane: DecodeLane<Job, Answer>) => void)[] = [];
  private alone: Promise<void> = Promise.resolve();

  async run(job: Job): Promise<Answer> {
    // What is not an ordinary picture or a sheet of small ones is decoded whole, in full depth.
    const whole = !("sheet" in job || ("thumbnails" in job && !isLightMime(job.mime)));
    const lane = await this.takeLane();
    let release = () => {};
    try {
      // After the lane, as a child asks too: who holds the right always has a process to use it.
      if (whole) release = await this.takeAlone();
      const answer = await lane.run(job);
      if (!("ended" in answer)) return answer;
      return { refused: answer.code === memoryExit ? "memory" : "damaged" };
    } finally {
      release();
      this.giveBack(lane);
    }
  }

  private takeLane(): Promise<DecodeLane<Job, Answer>> | DecodeLane<Job, Answer> {
    const at = this.free.findIndex(({ warm }) => warm);
    const [lane] = this.free.splice(Math.max(0, at), 1);
    return lane ?? new Promise((resolve) => this.waiting.push(resolve));
  }

  private giveBack(lane: DecodeLane<Job, Answer>): void {
    const next = this.waiting.shift();
    if (next) next(lane);
    else this.free.push(lane);
  }

  /** Two 100-megapixel pictures at once would need twice the memory. */
  private async takeAlone(): Promise<() => void> {
    const before = this.alone;
    let release = () => {};
    this.alone = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  }

  stop(): void {
    for (const lane of this.lanes) lane.stop();
  }
}

const decoder = (): Decoder => {
  held.backlotDecoder ??= new Decoder();
  return held.backlotDecoder;
};

/** Decode a picture to its last row in the child process and write its thumbnails. Throws only for faults of ours. */
export const decodePicture = async (job: DecodeJob): Promise<Decoded> => (await decoder().run(job)) as Decoded;

/** Write a kept picture's exact pixels as an upright 8-bit sRGB PNG, unless browsers show its own file alike. */
export const renderPicture = async (job: RenderJob): Promise<Rendered> => (await decoder().run(job)) as Rendered;

/** Write a new picture made of a kept one's pixels as a lossless PNG of the same depth. */
export const derivePicture = async (job: DeriveJob): Promise<Derived | Unfinished> =>
  (await decoder().run(job)) as Derived | Unfinished;

/** Write pictures cut out of a kept one as lossless PNGs; the source is decoded once. Boxes must lie inside it. */
export const cutPictures = async (job: CutJob): Promise<Derived | Unfinished> =>
  (await decoder().run(job)) as Derived | Unfinished;

/** Write pictures of one size laid over one another as a lossless PNG. */
export const composePictures = async (job: ComposeJob): Promise<Derived | Unfinished> =>
  (await decoder().run(job)) as Derived | Unfinished;

/** Write one contact sheet of thumbnails; a thumbnail that does not decode leaves its cell empty. */
export const sheetPictures = async (job: SheetJob): Promise<Derived | Unfinished> =>
  (await decoder().run(job)) as Derived | Unfinished;

/** What the pixels of a kept picture say: how it closes as a panorama, which way it goes as a depth map. */
export const judgePicture = async (job: JudgeJob): Promise<Judged | Unfinished> =>
  (await decoder().run(job)) as Judged | Unfinished;

/** End the warm children at once; the next picture starts another. For tests and shutdown. */
export const stopDecoder = (): void => held.backlotDecoder?.stop();
