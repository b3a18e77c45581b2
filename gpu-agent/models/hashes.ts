import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const Kept = z.record(z.string(), z.object({ size: z.number(), mtimeMs: z.number(), sha256: z.string() }));

/** SHA-256 of model files, kept by path, size and time: a file of 20 GB is read once. */
export class ModelHashes {
  readonly #file: string | undefined;
  #kept: z.infer<typeof Kept> = {};
  #working: Promise<void> | undefined;
  readonly #wanted = new Set<string>();

  constructor(file?: string) {
    this.#file = file;
    try {
      if (file) this.#kept = Kept.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
      // None yet, or damaged: they are counted anew.
    }
  }

  /** The hash if it is known for the file as it is now; otherwise it is counted in the background, one file at a time. */
  async of(file: string): Promise<string | null> {
    const { size, mtimeMs } = await stat(file);
    const known = this.#kept[file];
    if (known && known.size === size && known.mtimeMs === mtimeMs) return known.sha256;
    this.#wanted.add(file);
    return null;
  }

  /** Counts what is wanted; resolves when all is known. Reading is slow on purpose: it must not hold up the GPU. */
  settle(): Promise<void> {
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
    return this.#working;
  }

  async #work(): Promise<void> {
    for (const file of this.#wanted) {
      this.#wanted.delete(file);
      try {
        const { size, mtimeMs } = await stat(file);
        const hash = createHash("sha256");
        for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
        this.#kept[file] = { size, mtimeMs, sha256: hash.digest("hex") };
        await this.#save();
      } catch {
        // Moved or unreadable: it stays unknown.
      }
    }
  }

  async #save(): Promise<void> {
    if (!this.#file) return;
    await mkdir(path.dirname(this.#file), { recursive: true });
    await writeFile(`${this.#file}.new`, JSON.stringify(this.#kept));
    await rename(`${this.#file}.new`, this.#file);
  }
}
