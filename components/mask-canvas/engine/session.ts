import { unpackMask } from "@/contract/mask/codec/pack";
import { MaskError } from "@/contract/mask/error";
import type { ClientOp, DrawOp, LoggedOp, PaintMode } from "@/contract/mask/ops";
import { TiledMask } from "@/contract/mask/tiles";
import { Coverage } from "./coverage";
import type { DocumentOptions, EditorOptions } from "./document-options";
import { MaskHistory } from "./history";
import { type Brush, LiveStroke } from "./live-stroke";
import { openOpStore } from "./op-store";
import { OpSync, type SyncStatus } from "./sync";
import type { Sample } from "./tools/tool";

/** The open document: its log, the stroke being drawn, and the way to the server. Knows nothing of the screen. */
export class MaskSession {
  status: SyncStatus = { state: "saved" };
  coverage = 0;
  readonly key: string;
  readonly mask: TiledMask;
  readonly history: MaskHistory;
  private readonly sync: OpSync;
  private readonly sums = new Coverage();
  private readonly changed: () => void;
  private readonly stale: () => void;
  private readonly options: DocumentOptions;
  private readonly actorId: string | null;
  /** The log before this number is not here. */
  private firstSeq: number;
  private stroke: LiveStroke | null = null;

  private constructor(
    options: DocumentOptions,
    actorId: string | null,
    history: MaskHistory,
    sync: OpSync,
    changed: () => void,
  ) {
    this.key = options.documentKey;
    this.options = options;
    this.actorId = actorId;
    this.firstSeq = options.loadOlder ? (options.checkpointSeq ?? 0) : 0;
    this.history = history;
    this.mask = history.mask;
    this.sync = sync;
    this.changed = changed;
    this.stale = () => options.onStale?.();
    this.coverage = this.sums.of(this.mask);
  }

  /** Rejects with MaskError when checkpoint and image disagree or a stored op cannot be drawn. */
  static async open(
    options: DocumentOptions,
    { image: { width, height }, actorId, readOnly }: Pick<EditorOptions, "image" | "actorId" | "readOnly">,
    changed: () => void,
  ): Promise<MaskSession> {
    // Beside the unpacking: the browser opens its database in a process of its own.
    const store = openOpStore();
    const start = options.checkpoint ? await unpackMask(options.checkpoint) : new TiledMask(width, height);
    if (start.width !== width || start.height !== height)
      throw new MaskError(`The mask is ${start.width} x ${start.height}, its picture ${width} x ${height}`);
    const history = new MaskHistory(start, options.ops, actorId);
    const sync = new OpSync({
      documentKey: options.documentKey,
      store: await store,
      send: options.send,
      onAcknowledged: (acks) => session.acknowledge(acks),
      onStatus: (status) => {
        session.status = status;
        changed();
      },
    });
    const session: MaskSession = new MaskSession(options, actorId, history, sync, changed);
    if (!readOnly) await session.takeUpLeftOver();
    return session;
  }

  get drawing(): boolean {
    return this.stroke !== null;
  }

  /** The stroke under the pointer, as far as it goes. */
  get liveStroke(): Pick<LiveStroke, "mode" | "size" | "points"> | null {
    return this.stroke;
  }

  get canUndo(): boolean {
    return this.history.canUndo || this.firstSeq > 0;
  }

  /** Brings in earlier ops; false when there are none. Rejects when the server cannot be reached. */
  async loadOlder(): Promise<boolean> {
    if (this.firstSeq === 0 || !this.options.loadOlder) return false;
    const { checkpoint, checkpointSeq, ops } = await this.options.loadOlder(this.firstSeq);
    const base = checkpoint ? await unpackMask(checkpoint) : new TiledMask(this.mask.width, this.mask.height);
    this.history.prepend(base, ops, this.actorId);
    this.firstSeq = checkpointSeq;
    this.changed();
    return true;
  }

  /** Takes back any op by its id, from as far back as need be. */
  async undoOp(id: string): Promise<boolean> {
    while (!this.history.has(id)) if (!(await this.loadOlder())) return false;
    return this.sent(this.history.undoOp(id));
  }

  beginStroke(brush: Brush, mode: PaintMode): void {
    this.stroke = new LiveStroke(this.mask, brush, mode);
  }

  extendStroke(samples: readonly Sample[]): void {
    this.stroke?.extend(samples);
  }

  /** `keep` commits what was drawn, from the op it became; otherwise it is as if it never was. */
  endStroke(keep: boolean): void {
    const op = this.stroke?.finish() ?? null;
    this.stroke = null;
    if (op && keep) this.commit(op);
  }

  commit(op: DrawOp): void {
    this.sent(this.history.commit(op));
  }

  undo(): boolean {
    return this.sent(this.history.undo());
  }

  redo(): boolean {
    return this.sent(this.history.redo());
  }

  receive(ops: readonly LoggedOp[]): void {
    let fits = true;
    this.underStroke(() => {
      fits = this.history.receive(ops);
    });
    this.sync.acknowledged(ops.map((op) => op.id));
    this.update();
    if (!fits) this.stale();
  }

  acknowledge(acks: readonly { id: string; seq: number }[]): void {
    this.underStroke(() => this.history.acknowledge(acks));
    this.sync.acknowledged(acks.map((ack) => ack.id));
    this.update();
  }

  flush(): Promise<void> {
    return this.sync.flush();
  }

  /** The last ops leave in the background; what does not arrive is in the store for the next visit. */
  close(): void {
    void this.sync.flush().finally(() => this.sync.close());
  }

  private sent(made: ClientOp | null): boolean {
    if (made) this.sync.add(made);
    if (made) this.update();
    return made !== null;
  }

  /** A stroke in progress counts as my last op: it is lifted off, and drawn again on top. */
  private underStroke(work: () => void): void {
    if (this.stroke) this.stroke.around(work);
    else work();
  }

  private update(): void {
    if (!this.mask.writing) this.coverage = this.sums.of(this.mask);
    this.changed();
  }

  private async takeUpLeftOver(): Promise<void> {
    const found = await this.sync.leftOver().catch(() => []);
    this.sync.resume(this.history.restore(found), found);
    this.coverage = this.sums.of(this.mask);
  }
}
