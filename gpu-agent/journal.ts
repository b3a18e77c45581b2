import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ClaimedJob } from "../contract/agent-api";

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

/**
 * Append-only record of this node's attempts, one JSON object a line, on disk before the next step is taken. After a
 * crash it tells what was already made and only has to be delivered; nothing in it is ever performed twice.
 */
export class Journal {
  readonly #file: number;

  private constructor(file: number) {
    this.#file = file;
  }

  /** Read what was left, drop what is over, and go on writing. */
  static open(filePath: string): { journal: Journal; unfinished: Unfinished[] } {
    mkdirSync(path.dirname(filePath), { recursive: true });
    const unfinished = replay(readLines(filePath));
    const kept = unfinished.flatMap(({ job, produced }): Entry[] => [
      { type: "claimed", job },
      ...(produced ? [{ type: "produced" as const, leaseId: job.leaseId, produced }] : []),
    ]);
    writeFileSync(`${filePath}.new`, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    renameSync(`${filePath}.new`, filePath);
    return { journal: new Journal(openSync(filePath, "a")), unfinished };
  }

  claimed = (job: ClaimedJob): void => this.#write({ type: "claimed", job });
  produced = (leaseId: string, produced: Produced): void => this.#write({ type: "produced", leaseId, produced });
  /** Delivered, failed, given back or lost: the studio knows. */
  ended = (leaseId: string): void => this.#write({ type: "ended", leaseId });
  close = (): void => closeSync(this.#file);

  #write(entry: Entry): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.#file);
  }
}

const readLines = (filePath: string): string[] => {
  try {
    return readFileSync(filePath, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
};

/** Attempts without an end. A line cut off by a crash is the last one, and its step was not taken yet. */
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
