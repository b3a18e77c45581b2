import { opBounds, readsAround, spansMeet, type TileSpan, tileSpan } from "@/contract/mask/op-bounds";
import type { ClientOp, DrawOp, LoggedOp } from "@/contract/mask/ops";
import { applyOp } from "@/contract/mask/raster";
import { isDrawing, undoneIds } from "@/contract/mask/replay";
import { type Delta, TiledMask } from "@/contract/mask/tiles";
import { bytesOf, type Entry, forgetOld, indexesOf, joined, pixelsOf, type Snapshot } from "./history-parts";
import { newOpId } from "./op-id";

const SNAPSHOT_EVERY = 32;
const SNAPSHOTS_KEPT = 8;
/** So many ops of others at once, that come before mine, are taken in together. */
const MANY = 8;

/** The op log of one mask as this client knows it, and the tiles it means. The tiles always equal a replay of the log. */
export class MaskHistory {
  readonly mask: TiledMask;
  private entries: Entry[] = [];
  private readonly byId = new Map<string, Entry>();
  private snapshots: Snapshot[];
  private undoIds: string[] = [];
  private redoIds: string[] = [];
  /** Entries before this index keep no delta. */
  private bare = 0;

  /** `start` is the checkpoint that `log` follows; the ops of `actorId` can be undone here. */
  constructor(start: TiledMask, log: readonly LoggedOp[], actorId: string | null) {
    this.mask = start;
    this.snapshots = [{ length: 0, tiles: start.snapshot() }];
    for (const logged of log) this.insert(logged.id, logged.op, logged.seq);
    const undone = this.undone();
    for (const { id, op, actorId: by } of log)
      if (by === actorId && isDrawing(op) && !undone.has(id)) this.undoIds.push(id);
  }

  get length(): number {
    return this.entries.length;
  }

  get canUndo(): boolean {
    return this.undoIds.length > 0;
  }

  get canRedo(): boolean {
    return this.redoIds.length > 0;
  }

  /** Mine and not yet in the server's order, oldest first. */
  get unacknowledged(): ClientOp[] {
    return this.entries.filter((entry) => entry.seq === null).map(({ id, op }) => ({ id, op }));
  }

  /** Bytes of all tiles that are kept: the mask, before-images, snapshots. Tiles that several hold count once. */
  usedBytes(): number {
    return bytesOf(this.mask, this.entries, this.snapshots);
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  /** Draws my op at the end of the log. Throws MaskError on bad op data and changes nothing. */
  commit(op: DrawOp): ClientOp {
    const id = newOpId();
    this.insert(id, op, null);
    this.undoIds.push(id);
    this.redoIds = [];
    return { id, op };
  }

  /** Takes back my last op that still counts; null when there is none. */
  undo(): ClientOp | null {
    const undone = this.undone();
    let target = this.undoIds.pop();
    while (target !== undefined && undone.has(target)) target = this.undoIds.pop();
    if (target === undefined) return null;
    const made = this.takeBack(target);
    this.redoIds.push(made.id);
    return made;
  }

  /** Takes back my last undo; null when there is none. */
  redo(): ClientOp | null {
    const target = this.redoIds.pop();
    if (target === undefined) return null;
    const made = this.takeBack(target);
    const root = this.rootOf(made.op);
    if (root) this.undoIds.push(root.id);
    return made;
  }

  /** Takes back any op of the log that still counts, an undo among them; null when it is unknown or taken back already. */
  undoOp(target: string): ClientOp | null {
    if (!this.has(target) || this.undone().has(target)) return null;
    return this.takeBack(target);
  }

  /**
   * Puts the part of the log before this one below it, so that undo reaches further back; nothing changes to be seen.
   * `base` is what `older` was drawn on; the two together draw what this log began with.
   */
  prepend(base: TiledMask, older: readonly LoggedOp[], actorId: string | null): void {
    const fresh = older.filter(({ id }) => !this.has(id)).map(({ id, op, seq }) => this.olderEntry(id, op, seq));
    const start = this.snapshots[0];
    this.entries = [...fresh, ...this.entries];
    this.bare += fresh.length;
    const later = this.snapshots.slice(1).map(({ length, tiles }) => ({ length: length + fresh.length, tiles }));
    this.snapshots = [{ length: 0, tiles: base.snapshot() }];
    if (start) this.snapshots.push({ length: fresh.length, tiles: start.tiles });
    this.snapshots.push(...later);
    const undone = this.undone();
    const mine = older.filter(({ id, op, actorId: by }) => by === actorId && isDrawing(op) && !undone.has(id));
    this.undoIds = [...mine.map(({ id }) => id), ...this.undoIds];
  }

  private olderEntry(id: string, op: ClientOp["op"], seq: number): Entry {
    const { width, height } = this.mask;
    // Nobody asks for the tiles of an undo whose target is older still.
    const none = { col0: 0, row0: 0, col1: 0, row1: 0 };
    const span = isDrawing(op) ? tileSpan(opBounds(op, width, height)) : (this.rootOf(op)?.span ?? none);
    const entry: Entry = { id, op, seq, span, delta: null, after: null };
    this.byId.set(id, entry);
    return entry;
  }

  /** Ops this client sent in an earlier life and does not find in the log: drawn again at the end, still mine. */
  restore(ops: readonly ClientOp[]): ClientOp[] {
    const missing = ops.filter(({ id, op }) => !this.has(id) && (isDrawing(op) || this.has(op.target)));
    for (const { id, op } of missing) {
      this.insert(id, op, null);
      if (isDrawing(op)) this.undoIds.push(id);
    }
    return missing;
  }

  /** Ops in the server's order, mine among them. False: one takes back an op older than this log, so the mask must be loaded again. */
  receive(ops: readonly LoggedOp[]): boolean {
    const [first] = ops;
    // After a long time offline hundreds come before mine: drawn again for each, they would hold the page up for minutes.
    if (first && ops.length > MANY && this.placeFor(first.seq) < this.entries.length) return this.receiveMany(ops);
    for (const { id, op, seq } of ops) {
      if (this.has(id)) this.acknowledge([{ id, seq }]);
      else if (!isDrawing(op) && !this.has(op.target)) return false;
      else this.insert(id, op, seq);
    }
    return true;
  }

  /** Puts all in their places, then draws once what any of them touches. */
  private receiveMany(ops: readonly LoggedOp[]): boolean {
    let from = this.entries.length;
    let touched = null as TileSpan | null;
    let fits = true;
    const touch = (span: TileSpan, at: number) => {
      touched = touched ? joined(touched, span) : span;
      from = Math.min(from, at);
    };
    for (const { id, op, seq } of ops) {
      const known = this.byId.get(id);
      if (known) {
        const moved = known.seq === null ? this.renumber(known, seq) : null;
        if (moved !== null) touch(known.span, moved);
        continue;
      }
      const root = this.rootOf(op);
      const span = isDrawing(op) ? tileSpan(opBounds(op, this.mask.width, this.mask.height)) : root?.span;
      if (!span) {
        fits = false;
        break;
      }
      const entry: Entry = { id, op, seq, span, delta: null, after: null };
      const index = this.placeFor(seq);
      this.entries.splice(index, 0, entry);
      this.byId.set(id, entry);
      touch(span, root ? Math.min(index, this.entries.indexOf(root)) : index);
    }
    this.bare = Math.min(this.bare, from);
    if (touched) this.rebuild(touched, from);
    this.keepWithinLimits();
    return fits;
  }

  /** Its place by the server's number; the lower of the old and the new one if it moved, else null. */
  private renumber(entry: Entry, seq: number): number | null {
    const from = this.entries.indexOf(entry);
    entry.seq = seq;
    this.entries.splice(from, 1);
    const to = this.placeFor(seq);
    this.entries.splice(to, 0, entry);
    this.bare = Math.min(this.bare, from, to);
    return from === to ? null : Math.min(from, to);
  }

  /** The server's numbers for ops of mine; they move only if others came in between. */
  acknowledge(acks: readonly { id: string; seq: number }[]): void {
    for (const { id, seq } of acks) {
      const entry = this.byId.get(id);
      if (!entry || entry.seq !== null) continue;
      const moved = this.renumber(entry, seq);
      if (moved !== null) this.rebuild(entry.span, moved);
    }
  }

  private takeBack(target: string): ClientOp {
    const made: ClientOp = { id: newOpId(), op: { kind: "undo", target } };
    this.insert(made.id, made.op, null);
    return made;
  }

  private insert(id: string, op: ClientOp["op"], seq: number | null): void {
    const { width, height } = this.mask;
    const root = this.rootOf(op);
    const span = isDrawing(op) ? tileSpan(opBounds(op, width, height)) : root?.span;
    if (!span) return;
    const entry: Entry = { id, op, seq, span, delta: null, after: null };
    const index = this.placeFor(seq);
    const last = !this.entries.slice(index).some((later) => spansMeet(later.span, span));
    if (isDrawing(op) && last) entry.delta = applyOp(this.mask, op);
    else if (last && index === this.entries.length && root) entry.delta = this.swapBack(op, root);
    this.entries.splice(index, 0, entry);
    this.bare = Math.min(this.bare, index);
    this.byId.set(id, entry);
    if (index < this.entries.length - 1) this.dropSnapshots(index);
    if (root) this.dropSnapshots(this.entries.indexOf(root));
    if (!entry.delta) {
      const change = this.rebuild(span, root ? this.entries.indexOf(root) : index);
      if (index === this.entries.length - 1) entry.delta = change;
    }
    if (entry.delta) entry.after = this.tilesOf(span);
    this.keepWithinLimits();
  }

  /** The quick undo: nothing that counts came after the target on its tiles, and they are as it left them. */
  private swapBack(op: ClientOp["op"], root: Entry): Delta | null {
    const target = isDrawing(op) ? undefined : this.byId.get(op.target);
    if (!target?.delta || !target.after) return null;
    const undone = this.undone();
    if (undone.has(target.id)) return null;
    const later = this.entries.slice(this.entries.indexOf(target) + 1);
    if (later.some((e) => isDrawing(e.op) && !undone.has(e.id) && spansMeet(e.span, root.span))) return null;
    for (const [index, tile] of target.after) if (this.mask.tile(index) !== tile) return null;
    return this.mask.apply(target.delta);
  }

  /**
   * Draws the tiles of a span anew from the last snapshot before `from`, and forgets deltas that no longer hold.
   * An op that reads its surroundings carries a change anywhere: from there on all tiles are drawn.
   */
  private rebuild(asked: TileSpan, from: number): Delta {
    const spreads = this.entries.slice(from).find(({ op }) => isDrawing(op) && readsAround(op));
    const span = spreads?.span ?? asked;
    this.dropSnapshots(from);
    const start = this.snapshots.at(-1) ?? { length: 0, tiles: [] };
    const scratch = new TiledMask(this.mask.width, this.mask.height, start.tiles);
    scratch.narrow(pixelsOf(span, this.mask));
    const undone = this.undone();
    for (const { id, op, span: other } of this.entries.slice(start.length))
      if (isDrawing(op) && !undone.has(id) && spansMeet(other, span)) applyOp(scratch, op);
    for (const entry of this.entries.slice(from))
      if (spansMeet(entry.span, span)) {
        entry.delta = null;
        entry.after = null;
      }
    this.mask.begin();
    for (const index of indexesOf(span, this.mask))
      if (this.mask.tile(index) !== scratch.tile(index)) this.mask.put(index, scratch.tile(index));
    return this.mask.end();
  }

  /** The drawing op at the end of a chain of undos. */
  private rootOf(op: ClientOp["op"]): Entry | null {
    if (isDrawing(op)) return null;
    let entry = this.byId.get(op.target);
    while (entry && entry.op.kind === "undo") entry = this.byId.get(entry.op.target);
    return entry ?? null;
  }

  /** By number; what has none yet stays at the end in the order it was made. */
  private placeFor(seq: number | null): number {
    if (seq === null) return this.entries.length;
    return this.entries.findLastIndex((entry) => entry.seq !== null && entry.seq < seq) + 1;
  }

  private undone(): Set<string> {
    return undoneIds(this.entries);
  }

  private tilesOf(span: TileSpan): Delta {
    return new Map(indexesOf(span, this.mask).map((index) => [index, this.mask.tile(index)]));
  }

  private dropSnapshots(index: number): void {
    this.snapshots = this.snapshots.filter((snapshot) => snapshot.length <= index || snapshot.length === 0);
  }

  private keepWithinLimits(): void {
    const newest = this.snapshots.at(-1)?.length ?? 0;
    if (this.entries.length - newest >= SNAPSHOT_EVERY)
      this.snapshots.push({ length: this.entries.length, tiles: this.mask.snapshot() });
    if (this.snapshots.length > SNAPSHOTS_KEPT + 1) this.snapshots.splice(1, 1);
    this.bare = forgetOld(this.entries, this.bare);
  }
}
