import type { ShotPlace } from "@/contract/script/arrange";
import { type CellEdit, fieldValue, type ShotField, withValue } from "@/contract/script/fields";
import { type PackedShots, unpackShots } from "@/contract/script/packed-shots";
import type { TableShot, TableStatus, TableWords } from "@/contract/script/table-shot";
import { indexWords, type WordsIndex } from "@/contract/script/words-index";

type Listener = () => void;

/**
 * The rows of the shot table outside React: what the server said, with what this person changed meanwhile laid over it.
 * A row listens for itself, so that one cell redraws one row; lists listen for `version`.
 */
export class ShotStore {
  private readonly base = new Map<string, TableShot>();
  private readonly shown = new Map<string, TableShot>();
  private readonly pending = new Map<string, Map<ShotField, string>>();
  private readonly hidden = new Set<string>();
  private readonly rowListeners = new Map<string, Set<Listener>>();
  private readonly listeners = new Set<Listener>();
  private words: TableWords = { characters: [], environments: [], states: [], people: [] };
  private order: string[] = [];
  index: WordsIndex;
  /** Moves with every change of any row or of their order. */
  version = 0;

  constructor(statuses: readonly TableStatus[], defaultStatus: string) {
    this.index = indexWords(this.words, statuses, defaultStatus);
  }

  /** Takes in an answer of the server. A row that is older than what is known stays as it is. */
  load(packed: PackedShots): void {
    this.addWords(packed.words);
    const order: string[] = [];
    for (const row of unpackShots(packed)) {
      order.push(row.id);
      const known = this.base.get(row.id);
      if (known && (known.revision > row.revision || sameRow(known, row))) continue;
      this.base.set(row.id, row);
      this.redraw(row.id);
    }
    const gone = this.order.filter((id) => !order.includes(id));
    if (order.length < 200 || gone.length > 0) {
      const kept = new Set(order);
      for (const id of this.base.keys()) if (!kept.has(id)) this.forget(id);
    }
    this.order = order;
    this.tell();
  }

  private forget(id: string): void {
    this.base.delete(id);
    this.shown.delete(id);
  }

  /** Names of things that no row points at yet: what a person may choose. */
  addWords(more: TableWords): void {
    const { statuses, defaultStatus } = this.index;
    this.words = {
      characters: merged(this.words.characters, more.characters),
      environments: merged(this.words.environments, more.environments),
      states: merged(this.words.states, more.states),
      people: merged(this.words.people, more.people),
    };
    this.index = indexWords(this.words, statuses, defaultStatus);
  }

  setStatuses(statuses: readonly TableStatus[], defaultStatus: string): void {
    this.index = indexWords(this.words, statuses, defaultStatus);
    for (const id of this.order) this.redraw(id);
    this.tell();
  }

  get(id: string): TableShot | undefined {
    return this.shown.get(id);
  }

  /** In story order, without those just put away. */
  all(): TableShot[] {
    return this.order.flatMap((id) => (this.hidden.has(id) ? [] : (this.shown.get(id) ?? [])));
  }

  value(id: string, field: ShotField): string {
    const row = this.shown.get(id);
    return row ? fieldValue(row, field, this.index.defaultStatus) : "";
  }

  /** Shows changes before the server has them. */
  show(edits: readonly CellEdit[]): void {
    for (const { shotId, field, value } of edits) {
      const cells = this.pending.get(shotId) ?? new Map<ShotField, string>();
      cells.set(field, value);
      this.pending.set(shotId, cells);
    }
    this.redrawAll(edits);
  }

  /** The server has taken changes: they are what stands there now. */
  settle(edits: readonly CellEdit[], revisions: readonly { id: string; revision: number }[]): void {
    for (const { shotId, field, value } of edits) {
      const row = this.base.get(shotId);
      if (row) this.base.set(shotId, withValue(row, field, value));
    }
    for (const { id, revision } of revisions) {
      const row = this.base.get(id);
      if (row && row.revision < revision) this.base.set(id, { ...row, revision });
    }
    this.drop(edits);
  }

  /** Changes that are shown no more; one that was changed again since stays. */
  drop(edits: readonly CellEdit[]): void {
    for (const { shotId, field, value } of edits) {
      const cells = this.pending.get(shotId);
      if (cells?.get(field) === value) cells.delete(field);
      if (cells?.size === 0) this.pending.delete(shotId);
    }
    this.redrawAll(edits);
  }

  hide(ids: readonly string[]): void {
    for (const id of ids) this.hidden.add(id);
    this.tell();
  }

  unhide(ids: readonly string[]): void {
    for (const id of ids) this.hidden.delete(id);
    this.tell();
  }

  /** Moves rows as `placeShots` will, so that nobody waits for it. */
  place(places: readonly ShotPlace[]): void {
    for (const { shotId, sequence, after } of places) {
      const row = this.base.get(shotId);
      if (!row) continue;
      this.base.set(shotId, { ...row, sequence });
      this.redraw(shotId);
      const rest = this.order.filter((id) => id !== shotId);
      const inSequence = rest.flatMap((id, at) => (this.base.get(id)?.sequence === sequence ? [at] : []));
      const behind = after == null ? -1 : rest.indexOf(after);
      const end = (inSequence.at(-1) ?? rest.length - 1) + 1;
      const at = after === null ? (inSequence[0] ?? rest.length) : behind === -1 ? end : behind + 1;
      rest.splice(at, 0, shotId);
      this.order = rest;
    }
    this.tell();
  }

  watchRow(id: string, listener: Listener): Listener {
    const mine = this.rowListeners.get(id) ?? new Set<Listener>();
    this.rowListeners.set(id, mine);
    mine.add(listener);
    return () => {
      mine.delete(listener);
      if (mine.size === 0) this.rowListeners.delete(id);
    };
  }

  watch = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  private redrawAll(edits: readonly CellEdit[]): void {
    for (const id of new Set(edits.map(({ shotId }) => shotId))) this.redraw(id);
    this.tell();
  }

  private redraw(id: string): void {
    const row = this.base.get(id);
    if (!row) return;
    let shown = { ...row };
    for (const [field, value] of this.pending.get(id) ?? []) shown = withValue(shown, field, value);
    this.shown.set(id, shown);
    for (const listener of this.rowListeners.get(id) ?? []) listener();
  }

  private tell(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

const merged = <T extends { id: string; name: string }>(old: readonly T[], more: readonly T[]): readonly T[] => {
  const rows = new Map(old.map((row) => [row.id, row]));
  for (const row of more) rows.set(row.id, row);
  return [...rows.values()];
};

/** Whether an answer says of a row what is known already. */
const sameRow = (a: TableShot, b: TableShot): boolean =>
  a.revision === b.revision && a.updatedAt === b.updatedAt && JSON.stringify(a) === JSON.stringify(b);
