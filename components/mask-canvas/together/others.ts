import { decodePoints } from "@/contract/mask/points";
import type { Presence } from "@/contract/presence";

/** Another person's stroke on its way. `points`: x, y, pressure triples of quarter pixels. */
export type OtherStroke = {
  layer: string;
  mode: "add" | "erase";
  size: number;
  points: number[];
  doneAt: number | null;
};

export type Other = Pick<Presence, "tab" | "userId" | "name" | "at" | "view" | "tool" | "layer"> & {
  heardAt: number;
  /** When they last drew. */
  paintedAt: number;
  strokes: Map<string, OtherStroke>;
};

/** A tab that said nothing for so long is gone: they say where they are every few seconds. */
export const SILENCE_MS = 12_000;
/** The op of a finished stroke has come by then. */
const AFTER_DONE_MS = 1_500;
/** A stroke this long is drawn from its end on. */
const MOST_NUMBERS = 30_000;

/** Who else has the version open, as far as this tab has heard. Holds nothing that is not told again in a moment. */
export class Others {
  private readonly known = new Map<string, Other>();
  private readonly own: string;
  /** Changes identity when somebody comes, goes or changes layer: what lists need to be drawn anew. */
  list: readonly Other[] = [];

  /** `own` is this tab, whose words come back to it. */
  constructor(own: string) {
    this.own = own;
  }

  get size(): number {
    return this.known.size;
  }

  all(): Iterable<Other> {
    return this.known.values();
  }

  /** True when the list changed. */
  hear(presence: Presence, now: number): boolean {
    const { tab, stroke } = presence;
    if (tab === this.own) return false;
    if (presence.left) return this.known.delete(tab) && this.changed();
    const before = this.known.get(tab);
    const { userId, name, at, view, tool, layer } = presence;
    const strokes = before?.strokes ?? new Map<string, OtherStroke>();
    const paintedAt = stroke ? now : (before?.paintedAt ?? 0);
    this.known.set(tab, { tab, userId, name, at, view, tool, layer, heardAt: now, paintedAt, strokes });
    if (stroke) add(strokes, stroke, now);
    const same = before && before.layer === layer && before.name === name;
    return same ? false : this.changed();
  }

  /** Forgets strokes whose op has come, and who fell silent. True when the list changed. */
  sweep(now: number): boolean {
    let gone = false;
    for (const [tab, other] of this.known) {
      for (const [id, { doneAt }] of other.strokes)
        if (doneAt !== null && now - doneAt > AFTER_DONE_MS) other.strokes.delete(id);
      if (now - other.heardAt > SILENCE_MS) gone = this.known.delete(tab) || gone;
    }
    return gone && this.changed();
  }

  /** What somebody painted on a layer is in the log now. */
  settled(layer: string): void {
    for (const { strokes } of this.known.values())
      for (const [id, stroke] of strokes) if (stroke.layer === layer && stroke.doneAt !== null) strokes.delete(id);
  }

  private changed(): true {
    this.list = [...this.known.values()].sort((a, b) => a.name.localeCompare(b.name) || a.tab.localeCompare(b.tab));
    return true;
  }
}

function add(strokes: Map<string, OtherStroke>, piece: NonNullable<Presence["stroke"]>, now: number): void {
  const { id, layer, mode, size, points, done } = piece;
  const stroke = strokes.get(id) ?? { layer, mode, size, points: [], doneAt: null };
  strokes.set(id, stroke);
  if (points !== "") stroke.points.push(...decodePoints(points, 3));
  if (stroke.points.length > MOST_NUMBERS) stroke.points.splice(0, stroke.points.length - MOST_NUMBERS);
  if (done) stroke.doneAt = now;
}
