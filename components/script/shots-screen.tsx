"use client";

import { Clapperboard, MoreHorizontal, Plus } from "lucide-react";
import {
  lazy,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useProject } from "@/components/studio/project";
import { useFilter } from "@/components/studio/use-filter";
import { useCan, useViewer } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { Skeleton } from "@/components/ui/skeleton";
import { usePart } from "@/components/ui/use-part";
import { whenIdle } from "@/components/ui/when-idle";
import { SavedViews } from "@/components/views/saved-views";
import type { CellContext } from "@/contract/script/cells";
import { timeOf } from "@/contract/script/frame-time";
import type { Query } from "@/contract/script/query";
import { ColumnsMenu } from "./table/columns-menu";
import { GridCursor } from "./table/grid-cursor";
import type { GridHandle } from "./table/grid-props";
import { QueryBar } from "./table/query-bar";
import type { Quarrel } from "./table/shot-acts";
import { ShotGrid } from "./table/shot-grid";
import type { OpenDialog } from "./table/shots-dialogs";
import { viewOf } from "./table/table-view";
import { useShotActs } from "./table/use-shot-acts";
import { useShotStore, useTableVersion } from "./table/use-shot-store";
import { useTableLook } from "./table/use-table-look";
import { useNarrow } from "./use-narrow";
import { useSteady } from "./use-steady";
import { useTickedInAddress } from "./use-ticked-in-address";
import { useToday } from "./use-today";

const SelectionBar = lazy(() => import("./table/selection-bar").then((file) => ({ default: file.SelectionBar })));
const ShotCards = lazy(() => import("./table/shot-cards").then((file) => ({ default: file.ShotCards })));
const ShotsDialogs = lazy(() => import("./table/shots-dialogs").then((file) => ({ default: file.ShotsDialogs })));

const asTyped = (text: string) => text;

const loadMore = () => import("./table/more-items").then((file) => file.moreItems);

// Most visits filter nothing: what reads a filter is loaded with the first one, and known from then on.
let compiler: typeof import("@/contract/script/query") | undefined;
let compiling: Promise<typeof import("@/contract/script/query")> | undefined;
const loadCompiler = () => {
  compiling ??= import("@/contract/script/query");
  compiling.then(
    (file) => {
      compiler = file;
    },
    () => {
      compiling = undefined;
    },
  );
  return compiling;
};
const everything: Query = { matches: () => true, problems: [] };

/** The shots of the project as a spreadsheet: queried, grouped, edited in place, pasted into, renumbered. */
export function ShotsScreen() {
  const { id: projectId, fpsNum, fpsDen } = useProject();
  const can = useCan();
  const editable = can("edit shots");
  const me = useViewer().userId;
  const today = useToday();
  const { store, complete } = useShotStore(projectId);
  const version = useTableVersion(store);
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const [moreItems, wantMore] = usePart(loadMore);
  const onQuarrel = useCallback((quarrel: Quarrel) => setOpen({ dialog: "conflict", quarrel }), []);
  const acts = useShotActs(projectId, store, onQuarrel);
  const { look, change, columns, sort, grouped } = useTableLook();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [cursor] = useState(() => new GridCursor());
  const fps = fpsNum / fpsDen;
  const { index } = store;
  const context = useMemo((): CellContext => ({ index, fps, today, me }), [index, fps, today, me]);

  const { filter, setFilter } = useFilter(asTyped, asTyped);
  // A page that comes filtered is drawn so by the server too; later nothing on screen waits for the reader.
  const [cameFiltered] = useState(filter !== "");
  const [late, want] = usePart(loadCompiler);
  const reader = filter === "" ? undefined : (compiler ?? late ?? (cameFiltered ? use(loadCompiler()) : undefined));
  useEffect(() => {
    if (filter !== "") return want();
    // Before the first letter is typed, and after everything that shows.
    return whenIdle(want);
  }, [filter, want]);
  const query = useMemo(() => reader?.compileQuery(filter, context) ?? everything, [reader, filter, context]);
  // The store says with its version that its rows changed.
  const all = useMemo(() => (version < 0 ? [] : store.all()), [store, version]);
  const shots = useSteady(all, reader ? filter : "", query.matches);
  const view = useMemo(
    () => viewOf(shots, { grouped, collapsed, sort, context }),
    [shots, grouped, collapsed, sort, context],
  );
  const film = useMemo(() => shots.reduce((sum, shot) => sum + shot.durationFrames, 0), [shots]);
  const narrow = useNarrow();
  const handle = useRef<GridHandle | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const kept = useTickedInAddress(cursor, store, all, complete);

  const toggleGroup = useCallback(
    (sequence: string) =>
      setCollapsed((now) => {
        const next = new Set(now);
        if (!next.delete(sequence)) next.add(sequence);
        return next;
      }),
    [],
  );
  const close = () => setOpen(null);
  const wasOpen = useRef(false);
  // Once the dialog is gone: while it is modal nothing behind it takes focus.
  useEffect(() => {
    if (open === null && wasOpen.current) handle.current?.focus();
    wasOpen.current = open !== null;
  }, [open]);
  const renumber = () => setOpen({ dialog: "renumber", ids: [...cursor.ticked] });
  useShotKeys({ editable, acts, onNew: () => setOpen({ dialog: "new" }), box, handle });

  const addButton = editable && (
    <Button variant="primary" icon={<Plus />} keys="N" onClick={() => setOpen({ dialog: "new" })}>
      New shots
    </Button>
  );
  const count = filter === "" ? all.length : `${shots.length} of ${all.length}`;
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
        <h1 className="text-xl">Shots</h1>
        <p className="num min-w-32 text-muted" aria-live="polite">
          {complete ? `${count} · ${timeOf(film, fps)}` : "Counting…"}
        </p>
        <div className="ml-auto flex min-w-0 flex-1 flex-wrap items-center justify-end gap-2 max-sm:basis-full">
          <QueryBar
            ref={box}
            value={filter}
            onChange={setFilter}
            problems={query.problems}
            store={store}
            context={context}
            onReach={want}
            onLeave={() => handle.current?.focus()}
          />
          <SavedViews projectId={projectId} area="shots" query={filter} onApply={setFilter} />
          <span className="contents max-md:hidden">
            <ColumnsMenu look={look} columns={columns} onLook={change} />
          </span>
          {editable && (
            <span className="contents max-md:hidden">
              <Menu
                label="More"
                align="end"
                items={moreItems?.({
                  ...{ undo: () => void acts.undo(), redo: () => void acts.redo(), renumber },
                  export: () => setOpen({ dialog: "export", ids: [...cursor.ticked] }),
                  open: (dialog) => setOpen({ dialog }),
                })}
                onReach={wantMore}
                trigger={(attributes) => <IconButton {...attributes} label="More" icon={<MoreHorizontal />} />}
              />
            </span>
          )}
          {all.length > 0 && addButton}
        </div>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only listens for the table inside it being reached for */}
      <div onPointerOver={acts.want} onFocus={acts.want} className="relative flex min-h-0 flex-1 flex-col border-t">
        {all.length === 0 ? (
          <EmptyState
            size="page"
            icon={<Clapperboard />}
            title="The film's shots will be listed here."
            body={editable ? undefined : "An artist can make the first ones."}
            action={addButton}
          />
        ) : shots.length === 0 && complete ? (
          <EmptyState
            size="page"
            title={`No shot fits “${filter}”.`}
            action={<Button onClick={() => setFilter("")}>Show all shots</Button>}
          />
        ) : (
          <>
            {narrow && (
              <Suspense fallback={<CardsSkeleton />}>
                <ShotCards {...{ store, view, context }} />
              </Suspense>
            )}
            {!narrow && (
              <ShotGrid
                {...{ store, cursor, acts, view, columns, sort, context, handle }}
                onLook={change}
                onCollapse={toggleGroup}
              />
            )}
          </>
        )}
        <WhileTicked cursor={cursor}>
          <SelectionBar
            {...{ store, cursor, acts, context, editable, kept }}
            mayQueue={can("queue passes")}
            onRenumber={(ids) => setOpen({ dialog: "renumber", ids })}
            onExport={(ids) => setOpen({ dialog: "export", ids })}
            onPlaylist={(ids) => setOpen({ dialog: "playlist", ids })}
            onQueue={(ids) => setOpen({ dialog: "queue", ids })}
          />
        </WhileTicked>
      </div>
      <Suspense fallback={null}>
        {open && (
          <ShotsDialogs
            {...{ projectId, open, store, acts, context, columns, narrow, filter }}
            filtered={view.ids}
            onLook={change}
            onOpen={setOpen}
            onClose={close}
          />
        )}
      </Suspense>
    </>
  );
}

/** What stands below the table while shots are ticked, loaded with the first tick. */
function WhileTicked({ cursor, children }: { cursor: GridCursor; children: ReactNode }) {
  const some = useSyncExternalStore(
    cursor.watch,
    () => cursor.ticked.size > 0,
    () => cursor.ticked.size > 0,
  );
  return some && <Suspense fallback={null}>{children}</Suspense>;
}

interface ShotKeys {
  editable: boolean;
  acts: ReturnType<typeof useShotActs>;
  onNew: () => void;
  box: { current: HTMLInputElement | null };
  handle: { current: GridHandle | null };
}

function useShotKeys({ editable, acts, onNew, box, handle }: ShotKeys): void {
  // Heard by the table itself; named here so that the sheet of shortcuts lists them.
  const told = (label: string) => ({ label, run: () => {}, when: () => false, quiet: true });
  useShortcuts("Tables", {
    "/": { label: "Filter the shots", run: () => box.current?.focus() },
    ...(editable
      ? {
          N: { label: "New shots", run: onNew },
          "Mod+Z": { label: "Undo", run: () => void acts.undo() },
          "Mod+Shift+Z": { label: "Do again", run: () => void acts.redo() },
        }
      : {}),
    ArrowDown: { label: "Go to the shots", run: () => handle.current?.focus(), quiet: true },
    Enter: told("Open the shot, or edit the cell"),
    F2: told("Edit the cell"),
    Space: told("Quick look at the shot"),
    x: told("Select the shot (first column)"),
    s: told("Set the shot's status (first column)"),
    a: told("Assign the shot (first column)"),
    "Mod+C": told("Copy cells"),
    "Mod+V": told("Paste cells"),
    "Mod+D": told("Fill down"),
    "Alt+ArrowUp": told("Move the shot up"),
    "Alt+ArrowDown": told("Move the shot down"),
  });
}

function CardsSkeleton() {
  return (
    <div role="status" aria-label="Loading the shots" className="grid gap-4 p-4 md:hidden">
      {[1, 2, 3, 4, 5].map((n) => (
        <Skeleton key={n} className="h-26" />
      ))}
    </div>
  );
}
