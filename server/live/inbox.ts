import { z } from "zod";
import type { JobProgress } from "@/contract/events";

const Tick = z.object({
  teamId: z.string(),
  jobId: z.string(),
  fraction: z.number(),
  label: z.string(),
  previewMediaId: z.string().nullable(),
  etaSeconds: z.number().nullable(),
});

/** What one open stream has been told and not yet sent. Progress keeps only the newest of each job, so a slow reader costs nothing. */
export class Inbox {
  readonly #teamId: string;
  readonly #progress = new Map<string, JobProgress>();
  #look = false;
  #wake: (() => void) | undefined;

  constructor(teamId: string) {
    this.#teamId = teamId;
  }

  /** A notice `team:seq`. The number is not kept: the table says what is new. */
  heard(payload: string): void {
    if (payload.startsWith(`${this.#teamId}:`)) this.stir();
  }

  progressed(payload: string): void {
    if (!payload.includes(this.#teamId)) return;
    const { teamId, ...progress } = Tick.parse(JSON.parse(payload));
    if (teamId !== this.#teamId) return;
    this.#progress.set(progress.jobId, progress);
    this.wake();
  }

  /** Look into the table, whatever was heard. */
  stir(): void {
    this.#look = true;
    this.wake();
  }

  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  take(): { look: boolean; progress: JobProgress[] } {
    const taken = { look: this.#look, progress: [...this.#progress.values()] };
    this.#look = false;
    this.#progress.clear();
    return taken;
  }

  /** Resolves with the next notice; at once if one came since `take`. */
  next(): Promise<void> {
    if (this.#look || this.#progress.size > 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
