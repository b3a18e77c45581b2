"use client";

import {
  Archive,
  Clapperboard,
  FileDown,
  FileUp,
  Hash,
  MoreHorizontal,
  Plus,
  Redo2,
  ScanFace,
  Undo2,
} from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";
import { useFilter } from "@/components/studio/use-filter";
import { useCan, useViewer } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { SavedViews } from "@/components/views/saved-views";
import type { CellContext } from "@/contract/script/cells";
import { timeOf } from "@/contract/script/frame-time";
import { compileQuery } from "@/contract/script/query";
import { readSelection, writeSelection } from "@/contract/script/selection-text";
import { ColumnsMenu } from "./table/columns-menu";
import { GridCursor } from "./table/grid-cursor";
import { QueryBar } from "./table/query-bar";
import { SelectionBar } from "./table/selection-bar";
import { ShotCards } from "./table/shot-cards";
import { type GridHandle, ShotGrid } from "./table/shot-grid";
import { viewOf } from "./table/table-view";
import { type Quarrel, useShotActs } from "./table/use-shot-acts";
import { useShotStore, useTableVersion } from "./table/use-shot-store";
import { useTableLook } from "./table/use-table-look";
import { useNarrow } from "./use-narrow";
import { useSteady } from "./use-steady";
import { useToday } from "./use-today";

const NewShotsDialog = lazy(() =>
  import("./table/new-shots-dialog").then((file) => ({ default: file.NewShotsDialog })),
);
const RenumberDialog = lazy(() => import("./table/renumber-dialog").then((file) => ({ default: file.RenumberDialog })));
const QueueDialog = lazy(() => import("./table/queue-dialog").then((file) => ({ default: file.QueueDialog })));
const ArchivedDialog = lazy(() => import("./table/archived-dialog").then((file) => ({ default: file.ArchivedDialog })));
const AddToPlaylistDialog = lazy(() =>
  import("@/components/views/add-to-playlist-dialog").then((file) => ({ default: file.AddToPlaylistDialog })),
);
const ImportShotsDialog = lazy(() =>
  import("@/components/transfer/import-shots-dialog").then((file) => ({ default: file.ImportShotsDialog })),
);
const ExportShotsDialog = lazy(() =>
  import("@/components/transfer/export-shots-dialog").then((file) => ({ default: file.ExportShotsDialog })),
);
const LikenessDialog = lazy(() =>
  import("@/components/likeness/likeness-dialog").then((file) => ({ default: file.LikenessDialog })),
);
const ConflictDialog = lazy(() => import("./table/conflict-dialog").then((file) => ({ default: file.ConflictDialog })));

const asTyped = (text: string) => text;

type Open =
  | { dialog: "new" | "archived" | "import" | "likeness" }
  | { dialog: "renumber" | "queue" | "playlist" | "export"; ids: readonly string[] }
  | { dialog: "conflict"; quarrel: Quarrel };

/** The shots of the project as a spreadsheet: queried, grouped, edited in place, pasted into, renumbered. */
export function ShotsScreen() {
  const { id: projectId, fpsNum, fpsDen } = useProject();
  const can = useCan();
  const editable = can("edit shots");
  const me = useViewer().userId;
  const today = useToday();
  const { store, complete } = useShotStore(projectId);
  const version = useTableVersion(store);
  const [open, setOpen] = useState<Open | null>(null);
  const onQuarrel = useCallback((quarrel: Quarrel) => setOpen({ dialog: "conflict", quarrel }), []);
  const acts = useShotActs(projectId, store, onQuarrel);
  const { look, change, columns, sort, grouped } = useTableLook();
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [cursor] = useState(() => new GridCursor());
  const fps = fpsNum / fpsDen;
  const { index } = store;
  const context = useMemo((): CellContext => ({ index, fps, today, me }), [index, fps, today, me]);

  const { filter, setFilter } = useFilter(asTyped, asTyped);
  const query = useMemo(() => compileQuery(filter, context), [filter, context]);
  // The store says with its version that its rows changed.
  const all = useMemo(() => (version < 0 ? [] : store.all()), [store, version]);
  const shots = useSteady(all, filter, query.matches);
  const view = useMemo(
    () => viewOf(shots, { grouped, collapsed, sort, context }),
    [shots, grouped, collapsed, sort, context],
  );
  const film = useMemo(() => shots.reduce((sum, shot) => sum + shot.durationFrames, 0), [shots]);
  const narrow = useNarrow();
  const handle = useRef<GridHandle | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const kept = useTickedInAddress(cursor, all, complete);

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
                items={[
                  { key: "undo", label: "Undo", keys: "Mod+Z", icon: <Undo2 />, onSelect: () => void acts.undo() },
                  {
                    key: "redo",
                    label: "Do again",
                    keys: "Mod+Shift+Z",
                    icon: <Redo2 />,
                    onSelect: () => void acts.redo(),
                  },
                  {
                    ...{ key: "import", label: "Import from a file…", icon: <FileDown /> },
                    onSelect: () => setOpen({ dialog: "import" }),
                  },
                  {
                    ...{ key: "export", label: "Export to a file…", icon: <FileUp /> },
                    onSelect: () => setOpen({ dialog: "export", ids: [...cursor.ticked] }),
                  },
                  { key: "renumber", label: "Renumber…", icon: <Hash />, onSelect: renumber },
                  {
                    ...{ key: "likeness", label: "Likeness…", icon: <ScanFace /> },
                    onSelect: () => setOpen({ dialog: "likeness" }),
                  },
                  {
                    key: "archived",
                    label: "Archived shots…",
                    icon: <Archive />,
                    onSelect: () => setOpen({ dialog: "archived" }),
                  },
                ]}
                trigger={(attributes) => <IconButton {...attributes} label="More" icon={<MoreHorizontal />} />}
              />
            </span>
          )}
          {all.length > 0 && addButton}
        </div>
      </div>
      <div className="relative flex min-h-0 flex-1 flex-col border-t">
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
            {narrow && <ShotCards {...{ store, view, context }} />}
            {!narrow && (
              <ShotGrid
                {...{ store, cursor, acts, view, columns, sort, context, handle }}
                onLook={change}
                onCollapse={toggleGroup}
              />
            )}
          </>
        )}
        <SelectionBar
          {...{ store, cursor, acts, context, editable, kept }}
          mayQueue={can("queue passes")}
          onRenumber={(ids) => setOpen({ dialog: "renumber", ids })}
          onExport={(ids) => setOpen({ dialog: "export", ids })}
          onPlaylist={(ids) => setOpen({ dialog: "playlist", ids })}
          onQueue={(ids) => setOpen({ dialog: "queue", ids })}
        />
      </div>
      <Suspense fallback={null}>
        {open?.dialog === "new" && <NewShotsDialog open onOpenChange={close} store={store} acts={acts} />}
        {open?.dialog === "renumber" && <RenumberDialog {...{ store, acts, ids: open.ids }} onClose={close} />}
        {open?.dialog === "queue" && <QueueDialog {...{ store, acts, ids: open.ids }} onClose={close} />}
        {open?.dialog === "playlist" && (
          <AddToPlaylistDialog projectId={projectId} shotIds={open.ids} onClose={close} />
        )}
        {open?.dialog === "import" && <ImportShotsDialog open onOpenChange={close} />}
        {open?.dialog === "export" && (
          <ExportShotsDialog
            open
            onOpenChange={close}
            selected={open.ids}
            {...(filter === "" ? {} : { filtered: view.ids })}
          />
        )}
        {open?.dialog === "likeness" && (
          <LikenessDialog
            onClose={close}
            {...(narrow
              ? {}
              : {
                  onWorstFirst: () =>
                    change((now) => ({
                      ...now,
                      ...{ grouped: false, shown: { ...now.shown, likeness: true } },
                      sort: { column: "likeness", down: false },
                    })),
                })}
          />
        )}
        {open?.dialog === "archived" && <ArchivedDialog acts={acts} onClose={close} />}
        {open?.dialog === "conflict" && (
          <ConflictDialog
            {...{ quarrel: open.quarrel, store, context, acts }}
            onClose={close}
            onPutOff={() => {
              close();
              notify({
                title: "Your change is not saved",
                description: "Somebody changed the same cells. Both texts are kept until you decide.",
                action: { label: "Decide", run: () => setOpen(open) },
              });
            }}
          />
        )}
      </Suspense>
    </>
  );
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

/**
 * The ticked shots stand in the address, so that a reload keeps them and a link shares them. Answers false while they are
 * too many single ones for an address.
 */
function useTickedInAddress(
  cursor: GridCursor,
  all: readonly { id: string; code: string }[],
  complete: boolean,
): boolean {
  const { get, set } = useAddress();
  const wanted = get("sel");
  const started = useRef(false);
  const ticked = useSyncExternalStore(
    cursor.watch,
    () => cursor.ticked,
    () => cursor.ticked,
  );
  const text = useMemo(() => writeSelection(all, ticked), [all, ticked]);
  useEffect(() => {
    // A run is known by how many shots it holds: it is read once all of them are there.
    if (started.current || !complete) return;
    started.current = true;
    if (wanted === "") return;
    const { ids, changed } = readSelection(all, wanted);
    cursor.tick(ids);
    if (changed > 0)
      notify({
        title: "Part of the selection in this link is not what it was, and was left out",
        description: "Shots of it were moved, added or archived since.",
      });
  }, [cursor, all, wanted, complete]);
  useEffect(() => {
    if (complete && started.current && (text ?? "") !== (new URLSearchParams(window.location.search).get("sel") ?? ""))
      set({ sel: text });
  }, [text, set, complete]);
  return text !== null;
}
