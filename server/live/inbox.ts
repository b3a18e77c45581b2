import type { Told } from "./told";

/** A reader this far behind has lost the thread of every stroke anyway. */
const presencesHeld = 200;

/**
 * What one open stream has been told and not yet sent. Progress keeps only the newest of each job, presence (of the one room
 * it is in) a bounded queue, so a slow reader costs nothing.
 */
export class Inbox {
  readonly #room: string | undefined;
  readonly #progress = new Map<string, Told>();
  #presences: Told[] = [];
  #look = false;
  #wake: (() => void) | undefined;

  constructor(room?: string) {
    this.#room = room;
  }

  progressed(jobId: string, progress: Told): void {
    this.#progress.set(jobId, progress);
    this.wake();
  }

  /** Cursors and strokes of the room. */
  present(room: string, presence: Told): void {
    if (room !== this.#room) return;
    if (this.#presences.length >= presencesHeld) this.#presences = [];
    this.#presences.push(presence);
    this.wake();
  }

  /** There are numbers to look for, whatever was heard. */
  stir(): void {
    this.#look = true;
    this.wake();
  }

  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  take(): { look: boolean; passing: Told[] } {
    const taken = { look: this.#look, passing: [...this.#progress.values(), ...this.#presences] };
    this.#look = false;
    this.#progress.clear();
    this.#presences = [];
    return taken;
  }

  /** Resolves with the next notice; at once if one came since `take`. */
  next(): Promise<void> {
    if (this.#look || this.#progress.size > 0 || this.#presences.length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
