import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const Line = z.union([z.object({ posted: z.string(), job: z.string() }), z.object({ settled: z.string() })]);

/**
 * Which prompts of ours may still be on the server: written and synced before each post, so that after a crash none is
 * forgotten there. Either the job comes back and finds it by its id, or it is taken off the queue.
 */
export class Ledger {
  readonly #file: string | undefined;
  readonly #open = new Map<string, string>();

  /** Without a file it remembers only as long as it lives. */
  constructor(file?: string) {
    this.#file = file;
    if (!file) return;
    for (const text of linesOf(file)) {
      const line = Line.safeParse(parsed(text)).data;
      if (line && "posted" in line) this.#open.set(line.posted, line.job);
      else if (line) this.#open.delete(line.settled);
    }
    this.#tidy(file);
  }

  /** Prompts that were posted and not heard of since, by id; the job each belongs to. */
  get open(): ReadonlyMap<string, string> {
    return this.#open;
  }

  /** Throws when the disk takes nothing: then nothing may be posted. */
  posted(id: string, job: string): void {
    this.#write({ posted: id, job });
    this.#open.set(id, job);
  }

  /** Finished, failed, cancelled or lost: the server does no more work for it. */
  settled(id: string): void {
    if (!this.#open.delete(id)) return;
    try {
      this.#write({ settled: id });
    } catch {
      // A line too few means one needless look after a restart.
    }
  }

  #write(line: object): void {
    if (!this.#file) return;
    const file = openSync(this.#file, "a");
    try {
      writeSync(file, `${JSON.stringify(line)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  #tidy(file: string): void {
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      const text = [...this.#open].map(([posted, job]) => `${JSON.stringify({ posted, job })}\n`).join("");
      writeFileSync(`${file}.new`, text, { flush: true });
      renameSync(`${file}.new`, file);
    } catch {
      // It stays as long as it is; the next start tries again.
    }
  }
}

const linesOf = (file: string): string[] => {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
};
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
