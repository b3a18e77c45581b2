import { type ChildProcess, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { PanoramaScores } from "@/contract/environment/panorama";
import { mediaLimits } from "@/contract/media";
import type { PixelBox } from "@/contract/profile/box";
import { dataPath } from "../env";
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
type JudgeJob = { path: string; mime: PictureMime; judge: true };
export type Judged = { scores: PanoramaScores; polarity: { whiteIsNear: boolean; sure: boolean } };
type Derived = { width: number; height: number };
/** Plain: browsers show the file's own pixels, nothing was written. */
export type Rendered = { plain: boolean } | Unfinished;
type Job = DecodeJob | RenderJob | DeriveJob | JudgeJob | CutJob | SheetJob;
type Answer = Decoded | Rendered | Derived | Judged;
type Message = { ready: true } | { failed: string } | { id: number; answer: Answer | { fault: string } };
type Ended = { ended: true; code: number | null };

const timeoutMs = 60_000;
const idleMs = 30_000;
const memoryExit = 77;

// Next loads a module more than once, but one warm child a process is enough on two cores.
const held = globalThis as typeof globalThis & { backlotDecoder?: Decoder };

class Decoder {
  private child: ChildProcess | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;
  private jobs = 0;

  /** Decodes wait in line: two 100-megapixel pictures at once would need twice the memory. */
  run(job: Job): Promise<Answer> {
    const turn = this.queue.then(() => this.attempt(job));
    this.queue = turn.catch(() => {});
    return turn;
  }

  private async attempt(job: Job): Promise<Answer> {
    clearTimeout(this.idle);
    const first = await this.once(job);
    // A crash may be the fault of an earlier picture in the same process: a fresh one has the last word.
    const last = "ended" in first && first.code !== memoryExit ? await this.once(job) : first;
    this.idle = setTimeout(() => this.stop(), idleMs);
    this.idle.unref();
    if (!("ended" in last)) return last;
    return { refused: last.code === memoryExit ? "memory" : "damaged" };
  }

  private async once(job: Job): Promise<Answer | Ended> {
    const child = this.child ?? (await this.start());
    const id = ++this.jobs;
    child.ref();
    child.channel?.ref();
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        child.off("message", onMessage).off("exit", onExit);
        child.channel?.unref();
        child.unref();
        act();
      };
      const onMessage = (message: Message) => {
        if (!("id" in message) || message.id !== id) return;
        const { answer } = message;
        settle(() => ("fault" in answer ? reject(new Error(`Decoding failed: ${answer.fault}`)) : resolve(answer)));
      };
      const onExit = (code: number | null) => settle(() => resolve({ ended: true, code }));
      const timer = setTimeout(() => {
        this.stop();
        settle(() => resolve({ refused: "slow" }));
      }, timeoutMs);
      child.on("message", onMessage).on("exit", onExit);
      const { pixels, side, lightPixels } = mediaLimits;
      const limits = { pixels, side, lightPixels };
      child.send({ id, ...job, limits }, (error) => error && this.stop());
    });
  }

  private async start(): Promise<ChildProcess> {
    const script = path.join(/*turbopackIgnore: true*/ process.cwd(), "server", "media", "decode-child.mjs");
    const temporary = dataPath("tmp");
    await mkdir(temporary, { recursive: true });
    // No environment but this: a process that reads hostile bytes need not know the studio's secrets.
    const child = spawn(process.execPath, ["--max-old-space-size=256", script], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: { MALLOC_ARENA_MAX: "2", TMPDIR: temporary, NODE_ENV: "production" },
    });
    this.child = child;
    child.on("exit", () => {
      if (this.child === child) this.child = undefined;
    });
    return new Promise((resolve, reject) => {
      const failed = (why: unknown) => reject(new Error(`The picture decoder did not start from ${script}: ${why}`));
      child.once("error", failed).once("exit", failed);
      child.once("message", (message: Message) => {
        child
          .off("error", failed)
          .off("exit", failed)
          .on("error", () => {});
        if ("failed" in message) failed(message.failed);
        else resolve(child);
      });
    });
  }

  stop(): void {
    this.child?.kill("SIGKILL");
    this.child = undefined;
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

/** Write one contact sheet of thumbnails; a thumbnail that does not decode leaves its cell empty. */
export const sheetPictures = async (job: SheetJob): Promise<Derived | Unfinished> =>
  (await decoder().run(job)) as Derived | Unfinished;

/** What the pixels of a kept picture say: how it closes as a panorama, which way it goes as a depth map. */
export const judgePicture = async (job: JudgeJob): Promise<Judged | Unfinished> =>
  (await decoder().run(job)) as Judged | Unfinished;

/** End the warm child at once; the next picture starts another. For tests and shutdown. */
export const stopDecoder = (): void => held.backlotDecoder?.stop();
