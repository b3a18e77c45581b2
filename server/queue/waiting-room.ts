import { Quiet } from "./quiet";
import type { Job } from "./states";

/** One held request of one node. `claim` asks the database; `giveBack` undoes a claim nobody is left to hear of. */
export type Waiter = {
  teamId: string;
  /** `alike`: waiters whose answers carry the same word can do the same jobs. */
  claim: () => Promise<{ job: Job | null; more: boolean; alike?: string | undefined }>;
  giveBack: (job: Job) => Promise<void>;
  /** Its word by what is known of it without asking; undefined: unknown. */
  word?: () => string | undefined;
  /** Could it do jobs of one of these requirements, by what is known? Undefined: unknown, so it is asked. */
  may?: (classIds: readonly number[]) => boolean | undefined;
  /** What of the team's requirements to look at: `named`, or all that have work. Makes sure they are known of all nodes here. */
  prepare?: (named: readonly number[] | undefined) => Promise<readonly number[]>;
};

type Seat = Waiter & {
  /** Of its last answer: what it could do then. */
  alike: string | undefined;
  busy: boolean;
  dirty: boolean;
  gone: boolean;
  closed: boolean;
  answer: (job: Job | null) => void;
};
type Round = { again: boolean; named: readonly number[] | undefined };

/**
 * Nodes that wait for work, longest waiting first. A call wakes a team's seats one after another until nothing is left,
 * so a node that cannot do the job does not keep it from the next one, and a crowd does not storm the database.
 */
export class WaitingRoom {
  readonly #teams = new Map<string, Set<Seat>>();
  readonly #calling = new Map<string, Round>();
  readonly #quiet = new Quiet();

  /** Wait for a job at most `holdMs`, or until `signal` aborts. Resolves null when there was nothing. */
  async wait(waiter: Waiter, holdMs: number, signal: AbortSignal): Promise<Job | null> {
    const { promise, resolve } = deferred<Job | null>();
    const seat: Seat = {
      ...waiter,
      ...{ alike: undefined, busy: false, dirty: false, gone: false, closed: false, answer: resolve },
    };
    // Seated before the first claim: a call in between marks the seat dirty and is not lost.
    const seats = this.#teams.get(waiter.teamId) ?? new Set();
    this.#teams.set(waiter.teamId, seats.add(seat));
    const leave = () => {
      seat.gone = true;
      if (!seat.busy) this.#close(seat, null);
    };
    const timer = setTimeout(leave, holdMs);
    signal.addEventListener("abort", leave);
    try {
      // Another one that can do the same has just found nothing, and nothing came since: no need to look again.
      const word = holdMs > 0 ? waiter.word?.() : undefined;
      if (word !== undefined && this.#quiet.has(waiter.teamId, word)) seat.alike = word;
      // The first ask must reach the caller with its error; later ones are the room's own.
      else await this.#ask(seat, { rethrow: true });
      if (signal.aborted || holdMs <= 0) leave();
      const job = await promise;
      if (!job || !signal.aborted) return job;
      // The socket closed between the claim and the answer: at once back in line, not after a lease.
      await waiter.giveBack(job);
      return null;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", leave);
      this.#close(seat, null);
    }
  }

  /** Work may be waiting for this team; `classIds`: of these requirements. */
  async call(teamId: string, classIds?: readonly number[]): Promise<void> {
    this.#quiet.forget(teamId);
    const running = this.#calling.get(teamId);
    if (running) {
      running.named = running.again ? joined(running.named, classIds) : classIds;
      running.again = true;
      return;
    }
    const round: Round = { again: false, named: classIds };
    this.#calling.set(teamId, round);
    try {
      do {
        round.again = false;
        await this.#round(teamId, round.named);
      } while (round.again);
    } finally {
      this.#calling.delete(teamId);
    }
  }

  async #round(teamId: string, named: readonly number[] | undefined): Promise<void> {
    const [first] = this.#teams.get(teamId) ?? [];
    if (!first) return;
    // Nobody to say what is asked for: everybody is asked.
    const classIds = await first.prepare?.(named).catch(() => undefined);
    const could = (seat: Seat) => (classIds && seat.may ? seat.may(classIds) : undefined);
    const all = [...(this.#teams.get(teamId) ?? [])].map((seat) => ({ seat, may: could(seat) }));
    // Of a thousand nodes that can do the same, one that found nothing has answered for all.
    const idle = new Set<string>();
    for (const wanted of [true, undefined])
      for (const { seat, may } of all) {
        if (may !== wanted) continue;
        const word = seat.word ? seat.word() : seat.alike;
        if (word !== undefined && idle.has(word)) continue;
        if (!(await this.#ask(seat))) return;
        if (!seat.closed && !seat.busy && seat.alike !== undefined) idle.add(seat.alike);
      }
  }

  callAll(): void {
    this.#quiet.forgetAll();
    for (const teamId of this.#teams.keys()) void this.call(teamId);
  }

  /** Teams with somebody waiting here. */
  teams(): string[] {
    return [...this.#teams.keys()];
  }

  /** Let the seat claim. False when the team has nothing left for anybody. */
  async #ask(seat: Seat, { rethrow = false } = {}): Promise<boolean> {
    if (seat.closed || seat.gone) return true;
    if (seat.busy) {
      seat.dirty = true;
      return true;
    }
    seat.busy = true;
    try {
      for (;;) {
        seat.dirty = false;
        const heard = this.#quiet.heard(seat.teamId);
        const { job, more, alike } = await seat.claim();
        seat.alike = alike;
        if (job) this.#close(seat, job);
        else if (alike !== undefined) this.#quiet.add(seat.teamId, alike, heard);
        if (job || !seat.dirty) return more;
      }
    } catch (error) {
      if (rethrow) throw error;
      // The hint is gone, the sweep will come again.
      console.warn("[queue] a waiting node could not claim:", error instanceof Error ? error.message : error);
      return true;
    } finally {
      seat.busy = false;
      if (seat.gone) this.#close(seat, null);
    }
  }

  #close(seat: Seat, job: Job | null): void {
    if (seat.closed) return;
    seat.closed = true;
    const seats = this.#teams.get(seat.teamId);
    seats?.delete(seat);
    if (seats?.size === 0) this.#teams.delete(seat.teamId);
    seat.answer(job);
  }
}

/** Two calls in one; one that names nothing means everything. */
const joined = (some: readonly number[] | undefined, more: readonly number[] | undefined) =>
  some && more ? [...new Set([...some, ...more])] : undefined;

const deferred = <T>() => {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};
