import { z } from "zod";
import type { JobProgress } from "@/contract/events";
import type { Presence } from "@/contract/presence";

const Tick = z.object({
  teamId: z.string(),
  jobId: z.string(),
  fraction: z.number(),
  label: z.string(),
  previewMediaId: z.string().nullable(),
  etaSeconds: z.number().nullable(),
});

/** A reader this far behind has lost the thread of every stroke anyway. */
const presencesHeld = 200;

/**
 * What one open stream has been told and not yet sent. Progress keeps only the newest of each job, presence (of the one room
 * it is in) a bounded queue, so a slow reader costs nothing.
 */
export class Inbox {
  readonly #teamId: string;
  readonly #room: string | undefined;
  readonly #progress = new Map<string, JobProgress>();
  #presences: Presence[] = [];
  #look = false;
  #wake: (() => void) | undefined;

  constructor(teamId: string, room?: string) {
    this.#teamId = teamId;
    this.#room = room;
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

  /** Cursors and strokes of the room. Written by our own server, from checked input. */
  present(payload: string): void {
    if (this.#room === undefined || !payload.includes(this.#room)) return;
    const { teamId, ...presence } = JSON.parse(payload) as Presence & { teamId: string };
    if (teamId !== this.#teamId || presence.room !== this.#room) return;
    if (this.#presences.length >= presencesHeld) this.#presences = [];
    this.#presences.push(presence);
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

  take(): { look: boolean; progress: JobProgress[]; presences: Presence[] } {
    const taken = { look: this.#look, progress: [...this.#progress.values()], presences: this.#presences };
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
