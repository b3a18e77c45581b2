import { logChars } from "../contract/agent-api";

const mostLines = 200;
/** Milliseconds between two lines that differ in their numbers only: "Step 3 of 80", "Step 4 of 80". */
const countingMs = 2_000;

/** What this node says of one try for the people who asked for it: lines with the seconds since it was claimed, bounded. */
export class TryLog {
  readonly #now: () => number;
  readonly #began: number;
  #lines: string[] = [];
  #dropped = 0;
  #stem = "";
  #at = Number.NEGATIVE_INFINITY;

  /** `now` counts milliseconds from anywhere. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#began = now();
  }

  note(words: string): void {
    const seconds = ((this.#now() - this.#began) / 1000).toFixed(1);
    const line = words.replace(/\s+/g, " ").trim().slice(0, 500);
    if (line === "") return;
    if (this.#lines.length >= mostLines) {
      this.#lines.shift();
      this.#dropped++;
    }
    this.#lines.push(`${seconds.padStart(7)} s  ${line}`);
  }

  /** The label of a step. One that only counts on is told now and then. */
  step(label: string): void {
    const stem = label.replace(/\d+/g, "#");
    const now = this.#now();
    if (stem === this.#stem && now - this.#at < countingMs) return;
    this.#stem = stem;
    this.#at = now;
    this.note(label);
  }

  /** What was not told yet, as much as the wire takes, oldest first; undefined when there is nothing. `untold` puts it back. */
  take(): string | undefined {
    if (this.#dropped > 0) this.#lines.unshift(`          (${this.#dropped} lines left out)`);
    this.#dropped = 0;
    let [count, chars] = [0, 0];
    for (const line of this.#lines) {
      if (chars + line.length + 1 > logChars.said) break;
      chars += line.length + 1;
      count++;
    }
    if (count === 0) return undefined;
    return `${this.#lines.splice(0, count).join("\n")}\n`;
  }

  untold(text: string | undefined): void {
    if (text) this.#lines.unshift(...text.trimEnd().split("\n"));
  }
}
