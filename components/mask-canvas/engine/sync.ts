import type { ClientOp } from "@/contract/mask/ops";
import type { OpStore } from "./op-store";

/** `waiting` counts ops the server has not confirmed. `refused` stops until the mask is loaded again. */
export type SyncStatus =
  | { state: "saved" }
  | { state: "saving"; waiting: number }
  | { state: "offline"; waiting: number }
  | { state: "refused"; waiting: number; message: string };

/** `acknowledged` are the numbers of the batch's ops. Without it they are taken to be the last ones up to headSeq. */
export type SendAnswer = { headSeq: number; acknowledged?: readonly { id: string; seq: number }[] };
export type SendOps = (batch: readonly ClientOp[]) => Promise<SendAnswer>;

/** Throw it from `send` when trying again cannot help: the document is gone, or the person may not paint here. */
export class SendRefused extends Error {
  override readonly name = "SendRefused";
}

export type OpSyncOptions = {
  documentKey: string;
  store: OpStore;
  send: SendOps;
  onAcknowledged: (acks: readonly { id: string; seq: number }[]) => void;
  onStatus: (status: SyncStatus) => void;
};

const GATHER_MS = 300;
const BATCH = 50;
const RETRY_MS = [1000, 2000, 5000, 10_000, 30_000] as const;

/** Sends ops in order, one batch at a time, until each is acknowledged. Ids make a repeated batch harmless. */
export class OpSync {
  private waiting: ClientOp[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;
  private sending: Promise<void> | null = null;
  private failures = 0;
  private refusal: string | null = null;
  private closed = false;
  private stored: Promise<unknown> = Promise.resolve();
  private readonly options: OpSyncOptions;

  constructor(options: OpSyncOptions) {
    this.options = options;
  }

  /** What an earlier tab left unsent. Hand those that are still wanted to `resume`. */
  leftOver(): Promise<ClientOp[]> {
    return this.options.store.load(this.options.documentKey);
  }

  /** Queues left-over ops and forgets the stored ones that are not among them. */
  resume(wanted: readonly ClientOp[], found: readonly ClientOp[]): void {
    const keep = new Set(wanted.map((op) => op.id));
    const gone = found.filter((op) => !keep.has(op.id)).map((op) => op.id);
    if (gone.length > 0) this.store((store, key) => store.remove(key, gone));
    this.waiting.push(...wanted);
    if (wanted.length > 0) this.schedule(0);
    this.report();
  }

  add(op: ClientOp): void {
    this.waiting.push(op);
    this.store((store, key) => store.put(key, op));
    this.schedule(GATHER_MS);
    this.report();
  }

  /** Sends what waits now. Resolves when nothing waits, or when sending failed. */
  async flush(): Promise<void> {
    this.clearTimer();
    while (this.waiting.length > 0 && !this.closed && this.refusal === null) {
      const before = this.failures;
      this.sending ??= this.sendBatch().finally(() => {
        this.sending = null;
      });
      await this.sending;
      if (this.failures > before) return;
    }
  }

  /** The server is known to have these, whichever way we learnt it. */
  acknowledged(ids: readonly string[]): void {
    const known = new Set(ids);
    const done = this.waiting.filter((op) => known.has(op.id)).map((op) => op.id);
    if (done.length === 0) return;
    this.waiting = this.waiting.filter((op) => !known.has(op.id));
    this.store((store, key) => store.remove(key, done));
    this.report();
  }

  /** Stops timers; unsent ops stay in the store. */
  close(): void {
    this.closed = true;
    this.clearTimer();
  }

  private async sendBatch(): Promise<void> {
    const batch = this.waiting.slice(0, BATCH);
    try {
      const { headSeq, acknowledged } = await this.options.send(batch);
      this.failures = 0;
      const acks = acknowledged ?? batch.map(({ id }, i) => ({ id, seq: headSeq - batch.length + 1 + i }));
      if (!this.closed) this.options.onAcknowledged(acks);
      this.acknowledged(batch.map((op) => op.id));
    } catch (cause) {
      this.failures++;
      if (cause instanceof SendRefused) this.refusal = cause.message;
      else this.schedule(RETRY_MS[Math.min(this.failures, RETRY_MS.length) - 1] ?? GATHER_MS);
      this.report();
    }
  }

  private schedule(ms: number): void {
    if (this.closed || this.timer !== null || this.refusal !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, ms);
  }

  private clearTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** One after another, so that a removal cannot overtake its put. A full disk must not stop the painting. */
  private store(work: (store: OpStore, key: string) => Promise<void>): void {
    this.stored = this.stored.then(() => work(this.options.store, this.options.documentKey)).catch(() => undefined);
  }

  private report(): void {
    const waiting = this.waiting.length;
    if (this.closed) return;
    if (this.refusal !== null) this.options.onStatus({ state: "refused", waiting, message: this.refusal });
    else if (waiting === 0) this.options.onStatus({ state: "saved" });
    else this.options.onStatus({ state: this.failures > 0 ? "offline" : "saving", waiting });
  }
}
