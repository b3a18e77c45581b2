import type { ColumnId } from "@/contract/script/columns";
import type { Rectangle } from "@/contract/script/paste";

export type Cell = { id: string; column: ColumnId };
export type Editing = Cell & {
  /** What the field starts with; undefined: what stands in the cell. */
  draft?: string | undefined;
};

type Listener = () => void;

/** What a row must know to draw itself: `active` and `from`–`to` are places of columns, −1 where none. */
export type RowMark = {
  selected: boolean;
  active: number;
  from: number;
  to: number;
  editing: number;
  draft?: string | undefined;
};

const plain: RowMark = { selected: false, active: -1, from: -1, to: -1, editing: -1 };

/**
 * Where the person is in the table: the active cell, the block that Shift stretched, the cell being typed in, and the
 * rows that were ticked. Rows listen for themselves; moving a cell redraws the two rows it touches.
 */
export class GridCursor {
  private active: Cell | null = null;
  private anchor: Cell | null = null;
  private editing: Editing | null = null;
  private selected: ReadonlySet<string> = new Set();
  private ids: readonly string[] = [];
  private places: ReadonlyMap<string, number> = new Map();
  private columns: readonly ColumnId[] = [];
  private marks = new Map<string, RowMark>();
  private readonly rowListeners = new Map<string, Set<Listener>>();
  private readonly listeners = new Set<Listener>();
  version = 0;

  /** What can be walked over now. A cell that is gone gives way to its neighbour. */
  setGround(ids: readonly string[], columns: readonly ColumnId[]): void {
    const before = this.active ? (this.places.get(this.active.id) ?? 0) : 0;
    this.ids = ids;
    this.places = new Map(ids.map((id, at) => [id, at]));
    this.columns = columns;
    const fits = (cell: Cell | null) => cell && this.places.has(cell.id) && columns.includes(cell.column);
    if (this.active && !fits(this.active)) {
      const id = ids[Math.min(before, ids.length - 1)];
      this.active = id ? { id, column: columns.includes(this.active.column) ? this.active.column : "code" } : null;
    }
    if (!fits(this.anchor)) this.anchor = this.active;
    if (this.editing && !fits(this.editing)) this.editing = null;
    this.refresh();
  }

  get at(): Cell | null {
    return this.active;
  }
  get typing(): Editing | null {
    return this.editing;
  }
  get ticked(): ReadonlySet<string> {
    return this.selected;
  }

  place(cell: Cell | null): { row: number; column: number } | undefined {
    const row = cell ? this.places.get(cell.id) : undefined;
    const column = cell ? this.columns.indexOf(cell.column) : -1;
    return row === undefined || column === -1 ? undefined : { row, column };
  }

  cellAt(row: number, column: number): Cell | undefined {
    const [id, columnId] = [this.ids[row], this.columns[column]];
    return id === undefined || columnId === undefined ? undefined : { id, column: columnId };
  }

  /** The block between the anchor and the active cell, inclusive; undefined before anybody was here. */
  block(): Rectangle | undefined {
    const [a, b] = [this.place(this.anchor), this.place(this.active)];
    if (!b) return undefined;
    const from = a ?? b;
    return {
      top: Math.min(from.row, b.row),
      bottom: Math.max(from.row, b.row),
      left: Math.min(from.column, b.column),
      right: Math.max(from.column, b.column),
    };
  }

  go(cell: Cell, stretch = false): void {
    this.active = cell;
    if (!stretch) this.anchor = cell;
    this.editing = null;
    this.refresh();
  }

  edit(cell: Cell, draft?: string): void {
    this.active = cell;
    this.anchor = cell;
    this.editing = { ...cell, draft };
    this.refresh();
  }

  stopEditing(): void {
    if (!this.editing) return;
    this.editing = null;
    this.refresh();
  }

  tick(ids: ReadonlySet<string>): void {
    this.selected = ids;
    this.refresh();
  }

  mark(id: string): RowMark {
    return this.marks.get(id) ?? plain;
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

  private refresh(): void {
    const block = this.block();
    const next = new Map<string, RowMark>();
    const touch = (id: string | undefined, change: Partial<RowMark>) => {
      if (id !== undefined) next.set(id, { ...(next.get(id) ?? plain), ...change });
    };
    for (const id of this.selected) touch(id, { selected: true });
    if (block) {
      const wide = block.top !== block.bottom || block.left !== block.right;
      for (let row = block.top; wide && row <= block.bottom; row++)
        touch(this.ids[row], { from: block.left, to: block.right });
      touch(this.active?.id, { active: this.columns.indexOf(this.active?.column ?? "code") });
    }
    if (this.editing)
      touch(this.editing.id, { editing: this.columns.indexOf(this.editing.column), draft: this.editing.draft });
    const old = this.marks;
    this.marks = next;
    for (const id of new Set([...old.keys(), ...next.keys()])) {
      const [was, is] = [old.get(id) ?? plain, next.get(id) ?? plain];
      if (sameMark(was, is)) {
        if (next.has(id)) next.set(id, was);
      } else for (const listener of this.rowListeners.get(id) ?? []) listener();
    }
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

const sameMark = (a: RowMark, b: RowMark): boolean =>
  a.selected === b.selected &&
  a.active === b.active &&
  a.from === b.from &&
  a.to === b.to &&
  a.editing === b.editing &&
  a.draft === b.draft;
