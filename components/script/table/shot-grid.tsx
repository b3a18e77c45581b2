"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import {
  type ClipboardEvent,
  lazy,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { indices, useWindow } from "@/components/media/use-window";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { notify } from "@/components/ui/notify";
import type { Box } from "@/components/ui/place";
import { dropPlaces, stepPlaces } from "@/contract/script/arrange";
import { type CellContext, cellText, emptied, readCell, readFrames } from "@/contract/script/cells";
import type { Column, TableLook } from "@/contract/script/columns";
import { type CellEdit, fieldValue, rangeText } from "@/contract/script/fields";
import { changeRange } from "@/contract/script/frame-range";
import { timeOf } from "@/contract/script/frame-time";
import type { TableShot } from "@/contract/script/table-shot";
import { writeTsv } from "@/contract/script/tsv";
import type { Leave } from "./cell-field";
import { costText } from "./grid-cell";
import type { Cell, GridCursor } from "./grid-cursor";
import { GridHead } from "./grid-head";
import { type GridFrame, GridRow, leadWidth, rowHeight } from "./grid-row";
import { manyShots } from "./many-shots";
import type { ShotStore } from "./shot-store";
import type { Sort, View, ViewRow } from "./table-view";
import { gridKeys, neighbour } from "./use-grid-keys";
import { useGridPointer } from "./use-grid-pointer";
import type { ShotActs } from "./use-shot-acts";

const CellPicker = lazy(() => import("./cell-picker").then((file) => ({ default: file.CellPicker })));
const PasteDialog = lazy(() => import("./paste-dialog").then((file) => ({ default: file.PasteDialog })));

const groupHeight = 36;
const headHeight = 32;

export interface GridHandle {
  focus: () => void;
}

interface ShotGridProps {
  store: ShotStore;
  cursor: GridCursor;
  acts: ShotActs;
  view: View;
  columns: readonly Column[];
  sort: Sort | null;
  context: CellContext;
  onLook: (next: (look: TableLook) => TableLook) => void;
  onCollapse: (sequence: string) => void;
  handle: RefObject<GridHandle | null>;
}

/** The spreadsheet: only rows and columns near the window are mounted, each row listens for itself. */
export function ShotGrid(props: ShotGridProps) {
  const { store, cursor, acts, view, columns, sort, context, onLook, onCollapse, handle } = props;
  const { href, fpsNum, fpsDen } = useProject();
  const router = useRouter();
  const editable = useCan()("edit shots");
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [pasted, setPasted] = useState<string | null>(null);
  const { lefts, width } = useMemo(() => leftsOf(columns), [columns]);
  const rowsWindow = useRows(scroller, view.rows);
  const cells = useWindow(scroller, {
    ...{ count: columns.length, startOf: (at: number) => lefts[at] ?? width, overscan: 2, assumed: 1_280 },
    horizontal: true,
  });
  const hrefOf = useCallback((code: string) => `${href}/script/shots/${code}`, [href]);
  const open = useCallback(
    (shotId: string) => {
      const shot = store.get(shotId);
      if (shot) router.push(hrefOf(shot.code));
    },
    [store, router, hrefOf],
  );
  // Only when what can be walked over changes, and before anything is drawn with it.
  useLayoutEffect(
    () =>
      cursor.setGround(
        view.ids,
        columns.map(({ id }) => id),
      ),
    [cursor, view.ids, columns],
  );

  const focus = useCallback(() => scroller.current?.focus({ preventScroll: true }), []);
  const pasting = useRef(false);
  // Once the dialog is gone: while it is modal nothing behind it takes focus.
  useEffect(() => {
    if (pasted === null && pasting.current) focus();
    pasting.current = pasted !== null;
  }, [pasted, focus]);
  const reveal = useCallback(() => {
    const at = cursor.at;
    const place = cursor.place(at);
    if (!at || !place) return;
    rowsWindow.scrollTo(place.row === 0 ? 0 : (view.rowOf.get(at.id) ?? 0));
    revealColumn(scroller.current, lefts, columns, place.column);
  }, [cursor, rowsWindow.scrollTo, view.rowOf, lefts, columns]);
  useEffect(() => {
    handle.current = {
      focus: () => {
        if (!cursor.at && view.ids[0]) cursor.go({ id: view.ids[0], column: "code" });
        focus();
        reveal();
      },
    };
  }, [handle, cursor, view.ids, focus, reveal]);

  const save = useCallback(
    ({ id, column }: Cell, text: string, leave: Leave, from: TableShot): string | undefined => {
      const made = editOf(store, context, from, column, text);
      if (typeof made === "string") return made;
      cursor.stopEditing();
      if (made) void acts.edit([made], `Changed ${store.get(id)?.code ?? "a shot"}`);
      if (leave === "stay") return undefined;
      const next = neighbour(cursor, leave);
      if (next) cursor.go(next);
      focus();
      reveal();
      return undefined;
    },
    [store, context, cursor, acts, focus, reveal],
  );
  const cancel = useCallback(() => {
    cursor.stopEditing();
    focus();
  }, [cursor, focus]);

  const frame = useMemo(
    (): GridFrame => ({
      ...{ store, cursor, columns, lefts, width, context, editable, id, hrefOf },
      ...{ movable: editable && sort === null, onSave: save, onCancel: cancel },
    }),
    [store, cursor, columns, lefts, width, context, editable, id, hrefOf, sort, save, cancel],
  );

  const story = () => store.all().map(({ id, sequence }) => ({ id, sequence }));
  const movedIds = (): ReadonlySet<string> => {
    const at = cursor.at?.id;
    return at !== undefined && cursor.ticked.has(at) ? cursor.ticked : new Set(at === undefined ? [] : [at]);
  };
  const step = (way: "up" | "down") => {
    if (sort) return notify({ title: "Shots move in story order: take the sorting off first.", id: "shots-sorted" });
    const ids = movedIds();
    void acts.place(stepPlaces(story(), ids, way), `Moved ${manyShots(ids.size)}`);
    requestAnimationFrame(reveal);
  };
  const clear = () => {
    const edits = blockCells(cursor, view.ids, columns).flatMap(({ id, column }): CellEdit[] => {
      const shot = store.get(id);
      const value = column.field ? emptied(column.field) : undefined;
      if (!shot || !column.field || value === undefined) return [];
      return [
        { shotId: id, field: column.field, seen: fieldValue(shot, column.field, context.index.defaultStatus), value },
      ];
    });
    void acts.edit(edits, edits.length === 1 ? "Emptied a cell" : `Emptied ${edits.length} cells`);
  };
  const fillDown = () => {
    const block = cursor.block();
    if (!block) return;
    const from = block.top === block.bottom ? block.top - 1 : block.top;
    if (from < 0) return;
    const line = columns
      .slice(block.left, block.right + 1)
      .map((column) => textAt(store, view.ids[from], column, context));
    void import("@/contract/script/paste").then(({ planPaste }) => {
      const rows = view.ids.flatMap((id) => store.get(id) ?? []);
      const plan = planPaste([line], {
        ...{ over: { ...block, top: from + 1 }, rows, columns, context },
        codes: new Map(store.all().map((shot) => [shot.code, shot.id])),
      });
      const [problem] = plan.problems;
      if (problem) return notify({ title: `${problem.column}: ${problem.problem}`, tone: "danger" });
      void acts.edit(
        plan.edits,
        `Filled ${plan.cells.length === 1 ? "1 cell" : `${plan.cells.length} cells`} down`,
        true,
      );
    });
  };
  const onKeyDown = gridKeys({
    ...{ frame, ids: view.ids, onOpen: open, onClear: clear, onFillDown: fillDown, onStep: step, reveal },
  });
  const pointer = useGridPointer({
    ...{ frame, ids: view.ids, onOpen: open },
    onDrop: (ids, onto, side) => void acts.place(dropPlaces(story(), ids, onto, side), `Moved ${manyShots(ids.size)}`),
  });

  const onCopy = (event: ClipboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
    const rows = copied(cursor, view.ids, columns, store, context);
    if (rows.length === 0) return;
    event.preventDefault();
    const data = event.clipboardData;
    // Written at once: the clipboard of an event is closed when it is over.
    data.setData("text/plain", writeTsv(rows));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
    const text = event.clipboardData.getData("text/plain");
    if (text === "" || !editable || !cursor.at) return;
    event.preventDefault();
    setPasted(text);
  };

  const draw = (row: ViewRow, top: number) =>
    row.kind === "sequence" ? (
      <GroupRow key={`sequence ${row.sequence} ${top}`} {...{ row, top, width, fps: fpsNum / fpsDen, onCollapse }} />
    ) : (
      <GridRow key={row.id} {...{ id: row.id, index: row.index, top, first: cells.first, end: cells.end, frame }} />
    );
  return (
    <>
      <GridFrameBox
        {...{ scroller, id, cursor, onKeyDown, onCopy, onPaste }}
        rows={view.ids.length}
        columns={columns.length}
        handlers={pointer.handlers}
      >
        <Heads
          {...{ cursor, columns, lefts, width, sort, onLook, ids: view.ids }}
          first={cells.first}
          end={cells.end}
        />
        {/** biome-ignore lint/a11y/useSemanticElements: see the grid */}
        <div role="rowgroup" className="relative" style={{ height: rowsWindow.startOf(view.rows.length), width }}>
          {indices(rowsWindow.first, rowsWindow.end).map((at) => {
            const row = view.rows[at];
            return row && draw(row, rowsWindow.startOf(at));
          })}
          {pointer.drop && (
            <span
              aria-hidden
              className="pointer-events-none absolute left-0 z-20 h-0.5 bg-accent"
              style={{
                width,
                top:
                  rowsWindow.startOf(
                    (view.rowOf.get(pointer.drop.onto) ?? 0) + (pointer.drop.side === "behind" ? 1 : 0),
                  ) - 1,
              }}
            />
          )}
        </div>
      </GridFrameBox>
      <Picker {...{ store, cursor, columns, acts, frameId: id, focus, story }} />
      <Suspense fallback={null}>
        {pasted !== null && (
          <PasteDialog
            {...{ text: pasted, store, cursor, columns, context, acts, ids: view.ids }}
            onClose={() => setPasted(null)}
          />
        )}
      </Suspense>
    </>
  );
}

function useRows(scroller: RefObject<HTMLDivElement | null>, rows: readonly ViewRow[]) {
  const starts = useMemo(() => {
    const edges = [0];
    for (const row of rows) edges.push((edges.at(-1) ?? 0) + (row.kind === "sequence" ? groupHeight : rowHeight));
    return edges;
  }, [rows]);
  const startOf = (at: number) => starts[Math.min(at, rows.length)] ?? 0;
  // What the server draws before anyone measured: one screen.
  return {
    startOf,
    ...useWindow(scroller, { count: rows.length, startOf, overscan: 5, assumed: 820, lead: headHeight }),
  };
}

interface FrameBoxProps {
  scroller: RefObject<HTMLDivElement | null>;
  id: string;
  cursor: GridCursor;
  rows: number;
  columns: number;
  onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => void;
  onCopy: (event: ClipboardEvent) => void;
  onPaste: (event: ClipboardEvent) => void;
  handlers: ReturnType<typeof useGridPointer>["handlers"];
  children: React.ReactNode;
}

/** The grid itself: it keeps focus and names the active cell; moving it draws this element and no row. */
function GridFrameBox({ scroller, id, cursor, rows, columns, handlers, children, ...on }: FrameBoxProps) {
  useSyncExternalStore(
    cursor.watch,
    () => cursor.version,
    () => 0,
  );
  const { at } = cursor;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of virtual rows
    <div
      ref={scroller}
      role="grid"
      aria-label="Shots"
      tabIndex={0}
      aria-rowcount={rows + 1}
      aria-colcount={columns}
      aria-multiselectable
      aria-activedescendant={at ? `${id}-${at.id}-${at.column}` : undefined}
      {...on}
      {...handlers}
      onFocus={(event) => {
        if (event.target === event.currentTarget && !cursor.at) {
          const first = cursor.cellAt(0, 0);
          if (first) cursor.go(first);
        }
      }}
      className="min-h-0 flex-1 select-none overflow-auto bg-surface outline-none max-md:hidden"
    >
      {children}
    </div>
  );
}

interface HeadsProps {
  cursor: GridCursor;
  columns: readonly Column[];
  lefts: readonly number[];
  width: number;
  first: number;
  end: number;
  sort: Sort | null;
  onLook: ShotGridProps["onLook"];
  ids: readonly string[];
}

function Heads({ cursor, ids, onLook, ...rest }: HeadsProps) {
  const ticked = useSyncExternalStore(
    cursor.watch,
    () => (cursor.ticked.size === 0 ? "none" : cursor.ticked.size >= ids.length ? "all" : "some"),
    () => "none" as const,
  );
  return (
    <GridHead
      {...rest}
      {...{ ticked, onLook }}
      onSort={(sort) => onLook((look) => ({ ...look, sort }))}
      onTickAll={() => cursor.tick(ticked === "all" ? new Set() : new Set(ids))}
    />
  );
}

interface GroupRowProps {
  row: Extract<ViewRow, { kind: "sequence" }>;
  top: number;
  width: number;
  fps: number;
  onCollapse: (sequence: string) => void;
}

function GroupRow({ row, top, width, fps, onCollapse }: GroupRowProps) {
  const { sequence, shots, frames, seconds, collapsed } = row;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of the virtual grid
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps focus
    <div role="row" className="absolute left-0 h-9 border-b bg-canvas" style={{ top, width }}>
      <GroupCell>
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={!collapsed}
          onClick={() => onCollapse(sequence)}
          className="num flex h-full items-center gap-3 pr-3 pl-3 text-muted text-xs hover:text-text"
        >
          {collapsed ? (
            <ChevronRight aria-hidden className="size-4 stroke-[1.5]" />
          ) : (
            <ChevronDown aria-hidden className="size-4 stroke-[1.5]" />
          )}
          <span className="code text-text">{sequence}</span>
          <span>{manyShots(shots)}</span>
          <span>{frames.toLocaleString("en")} frames</span>
          <span>{timeOf(frames, fps)}</span>
          {seconds > 0 && <span>{costText(seconds)} GPU</span>}
        </button>
      </GroupCell>
    </div>
  );
}

// biome-ignore-start lint/a11y/useSemanticElements: a cell of the virtual grid
// biome-ignore-start lint/a11y/useFocusableInteractive: the grid keeps focus
function GroupCell({ children }: { children: React.ReactNode }) {
  return (
    <div role="gridcell" className="sticky left-0 h-full w-max">
      {children}
    </div>
  );
}
// biome-ignore-end lint/a11y/useFocusableInteractive: see above
// biome-ignore-end lint/a11y/useSemanticElements: see above

interface PickerProps {
  store: ShotStore;
  cursor: GridCursor;
  columns: readonly Column[];
  acts: ShotActs;
  frameId: string;
  focus: () => void;
  story: () => { id: string; sequence: string }[];
}

/** The list of a chosen cell, over the table: one for all rows. */
function Picker({ store, cursor, columns, acts, frameId, focus, story }: PickerProps) {
  const typing = useSyncExternalStore(
    cursor.watch,
    () => cursor.typing,
    () => null,
  );
  const column = columns.find(({ id }) => id === typing?.column);
  const shot = typing && store.get(typing.id);
  const [anchor, setAnchor] = useState<{ of: string; box: Box } | null>(null);
  const wanted = typing && column?.choice ? `${frameId}-${typing.id}-${typing.column}` : null;
  useLayoutEffect(() => {
    const box = wanted === null ? undefined : document.getElementById(wanted)?.getBoundingClientRect();
    setAnchor(wanted !== null && box ? { of: wanted, box } : null);
  }, [wanted]);
  if (!typing || !column?.choice || !shot || anchor?.of !== wanted) return null;
  const set = (value: string) => {
    const { field } = column;
    if (!field) return;
    const edit = { shotId: shot.id, field, seen: store.value(shot.id, field), value };
    void acts.edit([edit], `${column.label} of ${shot.code}`);
  };
  const toSequence = (sequence: string) => {
    const last = story().findLast((one) => one.sequence === sequence);
    if (sequence !== shot.sequence)
      void acts.place(
        [{ shotId: shot.id, sequence, ...(last ? { after: last.id } : {}) }],
        `Moved ${shot.code} to ${sequence}`,
      );
  };
  return (
    <Suspense fallback={null}>
      <CellPicker
        key={wanted}
        {...{ store, shot, column, anchor: anchor.box, start: typing.draft, onSet: set, onSequence: toSequence }}
        onClose={(back) => {
          cursor.stopEditing();
          if (back) focus();
        }}
      />
    </Suspense>
  );
}

/** The change that typed text means, a refusal in words, or undefined when it says what stands there. */
function editOf(store: ShotStore, context: CellContext, shot: TableShot, column: Column["id"], text: string) {
  const { id } = shot;
  if (column === "in" || column === "out" || column === "frames") {
    const read = readFrames(column, text, context.fps);
    if ("problem" in read) return read.problem;
    const range = { frameIn: shot.frameIn, frames: shot.durationFrames };
    const next = changeRange(range, read.part, read.number);
    if ("problem" in next) return next.problem;
    return changed({ shotId: id, field: "range", seen: rangeText(range), value: rangeText(next) });
  }
  const read = readCell(column, text, context);
  if ("problem" in read) return read.problem;
  const taken = read.field === "code" && store.all().some((other) => other.code === read.value && other.id !== id);
  if (taken) return `Another shot has the code ${read.value}`;
  return changed({
    shotId: id,
    field: read.field,
    seen: fieldValue(shot, read.field, context.index.defaultStatus),
    value: read.value,
  });
}

const changed = (edit: CellEdit): CellEdit | undefined => (edit.seen === edit.value ? undefined : edit);

function leftsOf(columns: readonly Column[]): { lefts: number[]; width: number } {
  const lefts: number[] = [];
  let left = leadWidth;
  for (const [at, { width }] of columns.entries()) {
    lefts.push(at === 0 ? 0 : left);
    left += width;
  }
  return { lefts, width: left };
}

/** Scrolls sideways until a column stands clear of the first one, which stays. */
function revealColumn(element: HTMLElement | null, lefts: readonly number[], columns: readonly Column[], at: number) {
  const [left, column] = [lefts[at], columns[at]];
  if (!element || at === 0 || left === undefined || !column) return;
  const clear = lefts[1] ?? 0;
  if (left - clear < element.scrollLeft) element.scrollLeft = left - clear;
  else if (left + column.width > element.scrollLeft + element.clientWidth)
    element.scrollLeft = left + column.width - element.clientWidth;
}

function blockCells(cursor: GridCursor, ids: readonly string[], columns: readonly Column[]) {
  const block = cursor.block();
  if (!block) return [];
  return ids
    .slice(block.top, block.bottom + 1)
    .flatMap((id) => columns.slice(block.left, block.right + 1).map((column) => ({ id, column })));
}

const textAt = (store: ShotStore, id: string | undefined, column: Column, context: CellContext): string => {
  const shot = store.get(id ?? "");
  return shot ? cellText(shot, column.id, context) : "";
};

/** What Mod+C takes: the block, or every column of the ticked shots when the first column is active. */
function copied(
  cursor: GridCursor,
  ids: readonly string[],
  columns: readonly Column[],
  store: ShotStore,
  context: CellContext,
): string[][] {
  const block = cursor.block();
  if (!block) return [];
  const whole = cursor.ticked.size > 0 && block.left === 0 && block.right === 0;
  const rows = whole ? ids.filter((id) => cursor.ticked.has(id)) : ids.slice(block.top, block.bottom + 1);
  const wide = whole ? columns : columns.slice(block.left, block.right + 1);
  return rows.map((id) => wide.map((column) => textAt(store, id, column, context)));
}
