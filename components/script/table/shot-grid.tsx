"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { indices, useWindow } from "@/components/media/use-window";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { late } from "@/components/ui/late";
import { usePart } from "@/components/ui/use-part";
import { CellChooser } from "./cell-chooser";
import { GridBox } from "./grid-box";
import { gridClipboard } from "./grid-clipboard";
import { GridHeads } from "./grid-heads";
import { leftsOf, revealColumn, useRows } from "./grid-measures";
import type { ShotGridProps } from "./grid-props";
import { type GridFrame, GridRow } from "./grid-row";
import { GroupRow } from "./group-row";
import { RowKeys } from "./row-keys";
import type { ViewRow } from "./table-view";
import { useCellSaving } from "./use-cell-saving";
import { gridKeys } from "./use-grid-keys";
import { useGridPointer } from "./use-grid-pointer";

const PasteDialog = lazy(() => import("./paste-dialog").then((file) => ({ default: file.PasteDialog })));
const ShotLook = lazy(() => import("./shot-look").then((file) => ({ default: file.ShotLook })));

// What keys and drops do to shots: loaded once somebody is here, with what saves it.
const loadDescription = () => import("./description-field").then((file) => file.DescriptionField);
const onShots = late(() => import("./grid-acts"), ["step", "drop", "clear", "fillDown"]);

/** The spreadsheet: only rows and columns near the window are mounted, each row listens for itself. */
export function ShotGrid(props: ShotGridProps) {
  const { store, cursor, acts, view, columns, sort, context, onLook, onCollapse, handle } = props;
  const { id: projectId, href, fpsNum, fpsDen } = useProject();
  const router = useRouter();
  const editable = useCan()("edit shots");
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [pasted, setPasted] = useState<string | null>(null);
  const [looking, setLooking] = useState(false);
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
  const over = looking || pasted !== null;
  const wasOver = useRef(false);
  // Once the dialog is gone: while it is modal nothing behind it takes focus.
  useEffect(() => {
    if (!over && wasOver.current) focus();
    wasOver.current = over;
  }, [over, focus]);
  const stopLooking = useCallback(() => setLooking(false), []);
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

  const { save, cancel } = useCellSaving({ ...props, focus, reveal });
  const [Description, wantDescription] = usePart(loadDescription);
  const frame = useMemo(
    (): GridFrame => ({
      ...{ store, cursor, columns, lefts, width, context, editable, id, hrefOf },
      ...{ movable: editable && sort === null, onSave: save, onCancel: cancel, Description },
    }),
    [store, cursor, columns, lefts, width, context, editable, id, hrefOf, sort, save, cancel, Description],
  );

  const grid = { ...props, reveal };
  const { step, drop, clear, fillDown } = onShots.acts;
  const onKeyDown = gridKeys({
    ...{ frame, ids: view.ids, onOpen: open, reveal },
    onClear: () => void clear(grid),
    onFillDown: () => void fillDown(grid),
    onStep: (way) => void step(grid, way),
    onPeek: () => setLooking(true),
  });
  const pointer = useGridPointer({
    ...{ frame, ids: view.ids, onOpen: open },
    onDrop: (ids, onto, side) => void drop(grid, ids, onto, side),
  });

  const reached = () => {
    acts.want();
    onShots.want();
    wantDescription();
  };
  const { onCopy, onPaste } = gridClipboard({ ...props, editable, onText: setPasted });

  const [rowKeys] = useState(() => new RowKeys());
  const mounted = indices(rowsWindow.first, rowsWindow.end);
  const ids = mounted.flatMap((at) => {
    const row = view.rows[at];
    return row?.kind === "shot" ? row.id : [];
  });
  const keys = rowKeys.of(ids);
  const keyOf = new Map(ids.map((id, at) => [id, keys[at]]));
  const draw = (row: ViewRow, top: number) =>
    row.kind === "sequence" ? (
      <GroupRow key={`sequence ${row.sequence} ${top}`} {...{ row, top, width, fps: fpsNum / fpsDen, onCollapse }} />
    ) : (
      <GridRow
        key={keyOf.get(row.id)}
        {...{ id: row.id, index: row.index, top, first: cells.first, end: cells.end, frame }}
      />
    );
  return (
    <>
      <GridBox
        {...{ scroller, id, cursor, onKeyDown, onCopy, onPaste }}
        rows={view.ids.length}
        columns={columns.length}
        handlers={pointer.handlers}
        onReached={reached}
      >
        <GridHeads
          {...{ cursor, columns, lefts, width, sort, onLook, ids: view.ids }}
          first={cells.first}
          end={cells.end}
        />
        {/** biome-ignore lint/a11y/useSemanticElements: see the grid */}
        <div role="rowgroup" className="relative" style={{ height: rowsWindow.startOf(view.rows.length), width }}>
          {mounted.map((at) => {
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
      </GridBox>
      <CellChooser {...{ store, cursor, columns, acts, frameId: id, focus }} />
      <Suspense fallback={null}>
        {looking && (
          <ShotLook {...{ projectId, store, cursor, columns, context, hrefOf, reveal }} onClose={stopLooking} />
        )}
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
