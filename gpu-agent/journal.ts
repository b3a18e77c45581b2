import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { ClaimedJob } from "../contract/agent-api";
import { log, wordsOf } from "./log";

/** What a pass made, on this machine's disk, not yet in the studio. */
export const Produced = z.object({
  outputs: z.array(z.object({ slot: z.string(), path: z.string(), label: z.string().optional() })),
  facts: z.record(z.string(), z.unknown()),
  engine: z.string(),
  algorithm: z.string(),
  rough: z.boolean(),
  warnings: z.array(z.string()),
  seconds: z.number(),
});
export type Produced = z.infer<typeof Produced>;

const Entry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("claimed"), job: ClaimedJob }),
  z.object({ type: z.literal("produced"), leaseId: z.string(), produced: Produced }),
  z.object({ type: z.literal("ended"), leaseId: z.string() }),
]);
type Entry = z.infer<typeof Entry>;

/** An attempt the journal knows the beginning of, but not the end. */
export type Unfinished = { job: ClaimedJob; produced: Produced | undefined };

type Waiting = { entry: Entry; written: () => void; refused: (error: unknown) => void };

/**
 * Append-only record of this node's attempts, one JSON object a line. Every method resolves when its line is on the
 * disk and rejects with the disk's error when it is not; lines that come together share one write. After a crash it
 * tells what was already made and only has to be delivered; nothing in it is ever performed twice.
 */
export class Journal {
  readonly #path: string;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #file: FileHandle | undefined;
  /** Bytes that are whole lines; what lies behind them is a torn one. Undefined: not known, look first. */
  #whole: number | undefined;
  /** Lines of attempts that are not over: what a tidied journal consists of. */
  readonly #open: Map<string, Entry[]>;

  private constructor(filePath: string, open: Map<string, Entry[]>) {
    this.#path = filePath;
    this.#open = open;
  }

  /** Read what was left and drop what is over. A disk that takes no writing keeps the file as it is. */
  static open(filePath: string): { journal: Journal; unfinished: Unfinished[] } {
    const unfinished = replay(readLines(filePath));
    const journal = new Journal(filePath, new Map());
    for (const { job, produced } of unfinished) {
      journal.#remember({ type: "claimed", job });
      if (produced) journal.#remember({ type: "produced", leaseId: job.leaseId, produced });
    }
    try {
      replace(filePath, journal.#openLines());
    } catch (error) {
      log.warn(`the journal could not be tidied: ${wordsOf(error)}`);
    }
    return { journal, unfinished };
  }

  claimed = (job: ClaimedJob): Promise<void> => this.#write({ type: "claimed", job });
  produced = (leaseId: string, produced: Produced): Promise<void> =>
    this.#write({ type: "produced", leaseId, produced });
  /** Delivered, failed, given back or lost: the studio knows. */
  ended = (leaseId: string): Promise<void> => this.#write({ type: "ended", leaseId });

  /** Write what waits, then let go of the file. */
  async close(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
    await this.#file?.close();
    this.#file = undefined;
  }

  #write(entry: Entry): Promise<void> {
    const done = new Promise<void>((written, refused) => {
      this.#waiting.push({ entry, written, refused });
    });
    this.#writing ??= this.#writeAll();
    return done;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#append(Buffer.from(batch.map(({ entry }) => lineOf(entry)).join("")));
        for (const { entry, written } of batch) {
          this.#remember(entry);
          written();
        }
        if ((this.#whole ?? 0) > tidyAboveBytes) await this.#tidy();
      } catch (error) {
        for (const { refused } of batch) refused(error);
      }
    }
    // In the same breath as the look at what waits: a line that comes later starts anew.
    this.#writing = undefined;
  }

  async #append(bytes: Buffer): Promise<void> {
    // Not "a": a line that was cut off by a full disk is written over, never continued.
    this.#file ??= await openOrMake(this.#path);
    this.#whole ??= wholeBytes(await this.#file.readFile());
    const from = this.#whole;
    try {
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, from + at);
        at += bytesWritten;
      }
      await this.#file.datasync();
    } catch (error) {
      await this.#file.truncate(from).catch(() => {});
      throw error;
    }
    this.#whole = from + bytes.length;
  }

  #remember(entry: Entry): void {
    if (entry.type === "claimed") this.#open.set(entry.job.leaseId, [entry]);
    else if (entry.type === "produced") this.#open.get(entry.leaseId)?.push(entry);
    else this.#open.delete(entry.leaseId);
  }

  #openLines(): string {
    return [...this.#open.values()].flat().map(lineOf).join("");
  }

  /** A node that works for months would keep the lines of every job it ever did. */
  async #tidy(): Promise<void> {
    try {
      replace(this.#path, this.#openLines());
    } catch (error) {
      return log.warn(`the journal could not be tidied: ${wordsOf(error)}`);
    }
    await this.#file?.close();
    this.#file = undefined;
    this.#whole = undefined;
  }
}

/** Bytes of journal after which the lines of what is over are dropped. */
const tidyAboveBytes = 8 * 1024 ** 2;

const openOrMake = (filePath: string): Promise<FileHandle> =>
  open(filePath, "r+").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return open(filePath, "w+");
    throw error;
  });
const lineOf = (entry: Entry) => `${JSON.stringify(entry)}\n`;
const wholeBytes = (bytes: Buffer) => bytes.lastIndexOf(10) + 1;

/** A whole new file or the old one, also after power loss: the bytes are on the disk before the name is. */
function replace(filePath: string, text: string): void {
  const folder = path.dirname(filePath);
  mkdirSync(folder, { recursive: true });
  const file = openSync(`${filePath}.new`, "w");
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${filePath}.new`, filePath);
  if (process.platform === "win32") return; // folders cannot be synced there
  const parent = openSync(folder, "r");
  try {
    fsyncSync(parent);
  } finally {
    closeSync(parent);
  }
}

const readLines = (filePath: string): string[] => {
  try {
    return readFileSync(filePath, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
};

/** Attempts without an end. A line that was cut off is passed over: its step was not taken. */
export function replay(lines: readonly string[]): Unfinished[] {
  const open = new Map<string, Unfinished>();
  for (const text of lines) {
    const entry = parseEntry(text);
    if (entry?.type === "claimed") open.set(entry.job.leaseId, { job: entry.job, produced: undefined });
    if (entry?.type === "ended") open.delete(entry.leaseId);
    const known = entry?.type === "produced" ? open.get(entry.leaseId) : undefined;
    if (known && entry?.type === "produced") known.produced = entry.produced;
  }
  return [...open.values()];
}

const parseEntry = (text: string): Entry | undefined => {
  try {
    return Entry.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};
