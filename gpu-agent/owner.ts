import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Rest, Watcher } from "./resting";

const fileOf = (home: string) => path.join(home, "paused");

/** The owner of the machine wants it for himself: a file in the node's folder, so that it also holds over a restart. */
export const pause = (home: string, reason: string): Promise<void> => writeFile(fileOf(home), `${reason}\n`);
/** False when it was not paused. */
export const resume = (home: string): Promise<boolean> =>
  rm(fileOf(home)).then(
    () => true,
    () => false,
  );

export class Owner implements Watcher {
  readonly #file: string;

  constructor(home: string) {
    this.#file = fileOf(home);
  }

  async look(): Promise<Rest | undefined> {
    const said = await readFile(this.#file, "utf8").catch(() => undefined);
    if (said === undefined) return undefined;
    const reason = said.trim().slice(0, 200);
    const why = reason ? `: ${reason}` : "";
    return {
      said: { kind: "owner", words: `is paused by its owner${why}` },
      what: `leave to work: its owner paused it${reason ? ` (${reason})` : ""}`,
      how: "On that machine: npm run agent -- resume",
      yields: true,
    };
  }
}
