"use client";

import { Clapperboard, Plus } from "lucide-react";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBox } from "./filter-box";
import { timeOf } from "@/contract/script/frame-time";
import { SelectionBar } from "./selection-bar";
import { shotFilter } from "./shot-filter";
import { ShotTable } from "./shot-table";
import { useShotEdits } from "./use-shot-edits";
import { useShots } from "./use-shots";
import { useSteady } from "./use-steady";

const NewShotsDialog = lazy(() => import("./new-shots-dialog").then((file) => ({ default: file.NewShotsDialog })));

/** The shots of the project: one table, filtered by words, edited in place. */
export function ShotsScreen() {
  const { id: projectId, fpsNum, fpsDen } = useProject();
  const { shots: all, complete } = useShots(projectId);
  const editable = useCan()("edit shots");
  const edits = useShotEdits();
  const address = useAddress();
  const filter = address.get("f");
  const matches = useMemo(() => shotFilter(filter), [filter]);
  const shots = useSteady(all, filter, matches);
  const [adding, setAdding] = useState(false);
  // Loaded when first opened; it stays for the closing.
  const [wanted, setWanted] = useState(false);
  if (adding && !wanted) setWanted(true);
  const box = useRef<HTMLInputElement>(null);
  const focusTable = useRef<(() => void) | null>(null);
  const codes = useMemo(() => new Set(address.get("sel").split(",").filter(Boolean)), [address.get("sel")]);
  const selection = useMemo(() => all.filter(({ code }) => codes.has(code)), [all, codes]);
  const selected = useMemo(() => new Set(selection.map(({ id }) => id)), [selection]);
  const select = (ids: ReadonlySet<string>) =>
    address.set({ sel: all.flatMap(({ id, code }) => (ids.has(id) ? [code] : [])).join(",") });
  useShortcuts("Tables", {
    "/": { label: "Filter the shots", run: () => box.current?.focus() },
    ...(editable ? { N: { label: "New shots", run: () => setAdding(true) } } : {}),
    ArrowDown: { label: "Go to the shots", run: () => focusTable.current?.(), quiet: true },
    x: { label: "Select the shot", run: () => {}, when: () => false, quiet: true },
    s: { label: "Set the shot's status", run: () => {}, when: () => false, quiet: true },
    Enter: { label: "Open the shot", run: () => {}, when: () => false, quiet: true },
  });
  const sequences = useMemo(() => [...new Set(all.map(({ sequence }) => sequence))], [all]);
  const film = useMemo(() => shots.reduce((sum, shot) => sum + shot.durationFrames, 0), [shots]);
  const addButton = editable && (
    <Button variant="primary" icon={<Plus />} keys="N" onClick={() => setAdding(true)}>
      New shots
    </Button>
  );
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
        <h1 className="text-xl">Shots</h1>
        <p className="num min-w-32 text-muted" aria-live="polite">
          {!complete
            ? "Counting…"
            : `${filter === "" ? all.length : `${shots.length} of ${all.length}`} · ${timeOf(film, fpsNum / fpsDen)}`}
        </p>
        <div className="ml-auto flex min-w-0 flex-1 items-center justify-end gap-2 max-sm:basis-full">
          <FilterBox
            ref={box}
            value={filter}
            onChange={(f) => address.set({ f })}
            onLeave={() => focusTable.current?.()}
          />
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
            action={<Button onClick={() => address.set({ f: null })}>Show all shots</Button>}
          />
        ) : (
          <ShotTable shots={shots} selected={selected} onSelect={select} edits={edits} handle={focusTable} />
        )}
        <SelectionBar
          count={selection.length}
          onStatus={(status) => void edits.setStatus(selection, status)}
          onArchive={() => {
            select(new Set());
            void edits.archive(selection);
          }}
          onClear={() => select(new Set())}
        />
      </div>
      <Suspense fallback={null}>
        {wanted && <NewShotsDialog open={adding} onOpenChange={setAdding} sequences={sequences} />}
      </Suspense>
    </>
  );
}
