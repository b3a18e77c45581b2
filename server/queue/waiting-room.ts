import type { Job } from "./states";

/** One held request of one node. `claim` asks the database; `giveBack` undoes a claim nobody is left to hear of. */
type Waiter = {
  teamId: string;
  /** `alike`: waiters whose answers carry the same word can do the same jobs. */
  claim: () => Promise<{ job: Job | null; more: boolean; alike?: string | undefined }>;
  giveBack: (job: Job) => Promise<void>;
  /** The node's id, and which of the team's nodes could do what is newest in line: they are asked first. */
  id?: string;
  able?: () => Promise<ReadonlySet<string>>;
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

/**
 * Nodes that wait for work, longest waiting first. A call wakes a team's seats one after another until nothing is left,
 * so a node that cannot do the job does not keep it from the next one, and a crowd does not storm the database.
 */
export class WaitingRoom {
  readonly #teams = new Map<string, Set<Seat>>();
  readonly #calling = new Map<string, { again: boolean }>();

  /** Wait for a job at most `holdMs`, or until `signal` aborts. Resolves null when there was nothing. */
  async wait(waiter: Waiter, holdMs: number, signal: AbortSignal): Promise<Job | null> {
    const { promise, resolve } = deferred<Job | null>();
    const seat: Seat = {
      ...waiter,
      alike: undefined,
      busy: false,
      dirty: false,
      gone: false,
      closed: false,
      answer: resolve,
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
      // The first ask must reach the caller with its error; later ones are the room's own.
      await this.#ask(seat, { rethrow: true });
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

  /** Work may be waiting for this team. */
  async call(teamId: string): Promise<void> {
    const running = this.#calling.get(teamId);
    if (running) {
      running.again = true;
      return;
    }
    const round = { again: false };
    this.#calling.set(teamId, round);
    try {
      do {
        round.again = false;
        // Of a thousand nodes that can do the same, one that found nothing has answered for all.
        const idle = new Set<string>();
        // Their word may be older than what is asked of them now: such a seat is never passed over.
        const { seats, able } = await this.#inOrder(teamId);
        for (const seat of seats) {
          if (seat.alike !== undefined && idle.has(seat.alike) && !able.has(seat)) continue;
          if (!(await this.#ask(seat))) break;
          if (!seat.closed && !seat.busy && seat.alike !== undefined) idle.add(seat.alike);
        }
      } while (round.again);
    } finally {
      this.#calling.delete(teamId);
    }
  }

  /** The seats in the order to ask them: those said to be able first, longest waiting first among themselves. */
  async #inOrder(teamId: string): Promise<{ seats: Seat[]; able: ReadonlySet<Seat> }> {
    const all = [...(this.#teams.get(teamId) ?? [])];
    const ids = all.length > 1 ? await all[0]?.able?.().catch(() => undefined) : undefined;
    if (!ids?.size) return { seats: all, able: new Set() };
    const able = new Set(all.filter(({ id }) => id !== undefined && ids.has(id)));
    return { seats: [...able, ...all.filter((seat) => !able.has(seat))], able };
  }

  callAll(): void {
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
        const { job, more, alike } = await seat.claim();
        seat.alike = alike;
        if (job) this.#close(seat, job);
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

const deferred = <T>() => {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};
