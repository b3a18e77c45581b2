"use client";

import { Plus, Search, UserRoundPlus, UsersRound } from "lucide-react";
import { lazy, Suspense, useDeferredValue, useMemo, useRef, useState } from "react";
import { CardGrid } from "@/components/media/card-grid";
import type { CardGridHandle } from "@/components/media/card-grid-props";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useProject } from "@/components/studio/project";
import { useFilter } from "@/components/studio/use-filter";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { SavedViews } from "@/components/views/saved-views";
import { CharacterCard } from "./character-card";
import { fits, noFilter, readFilter, writeFilter } from "./character-filter";
import { FacetButton, FacetChips } from "./facet-bar";
import { SelectionBar } from "./selection-bar";
import { useBulkEdits } from "./use-bulk-edits";
import { useCardSelection } from "./use-card-selection";
import { useCharacters } from "./use-characters";

const NewCharacterDialog = lazy(() =>
  import("./new-character-dialog").then((file) => ({ default: file.NewCharacterDialog })),
);
const QuickExtraDialog = lazy(() =>
  import("./quick-extra-dialog").then((file) => ({ default: file.QuickExtraDialog })),
);
const StatusDialog = lazy(() => import("./status-dialog").then((file) => ({ default: file.StatusDialog })));
const QuickLook = lazy(() => import("./quick-look").then((file) => ({ default: file.QuickLook })));

type Opened = { what: "new" | "extra" } | { what: "status"; ids: readonly string[] } | { what: "look"; id: string };

const pictureOf = ({ picture }: { picture: { id: string } | null }) => picture?.id;

/** The bible: everyone in the film, by picture. */
export function CharactersScreen() {
  const { id: projectId, href } = useProject();
  const { characters: all, complete } = useCharacters(projectId);
  const editable = useCan()("edit characters and environments");
  const { filter, setFilter } = useFilter(readFilter, writeFilter);
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => all.filter((character) => fits(character, wanted)), [all, wanted]);
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  const selection = useCardSelection(ids, (id) => setOpened({ what: "look", id }));
  const bulk = useBulkEdits();
  const [opened, setOpened] = useState<Opened>();
  const box = useRef<HTMLInputElement>(null);
  const grid = useRef<CardGridHandle>(null);
  const close = () => {
    setOpened(undefined);
    if (opened?.what === "look" || opened?.what === "status") requestAnimationFrame(() => grid.current?.focus());
  };
  const open = (next: Opened) => setOpened(next);
  const of = (some: readonly string[]) => all.filter(({ id }) => some.includes(id));
  const askStatus = () => {
    const some = selection.acted();
    if (some.length > 0) open({ what: "status", ids: some });
  };
  const archive = () => {
    const some = selection.acted();
    selection.clear();
    if (some.length > 0) void bulk.archive(of(some));
  };
  useShortcuts("Characters", {
    "/": { label: "Search the characters", run: () => box.current?.focus() },
    ArrowDown: { label: "Go to the characters", run: () => grid.current?.focus(), quiet: true },
    // On a card the grid hears x itself; from elsewhere the key leads there.
    x: { label: "Select characters", run: () => grid.current?.focus(), quiet: true },
    Space: {
      label: "Quick look",
      when: () => selection.selected.length > 0,
      run: () => {
        const [id] = selection.selected;
        if (id) open({ what: "look", id });
      },
      quiet: true,
    },
    ...(editable
      ? {
          N: { label: "New character", run: () => open({ what: "new" }) },
          e: { label: "Quick extra", run: () => open({ what: "extra" }) },
          s: { label: "Set the status", when: () => selection.acted().length > 0, run: askStatus },
          Delete: { label: "Archive", when: () => selection.acted().length > 0, run: archive, quiet: true },
        }
      : {}),
  });
  const acts = editable && (
    <>
      <Button icon={<UserRoundPlus />} keys="e" onClick={() => open({ what: "extra" })}>
        Quick extra
      </Button>
      <Button variant="primary" icon={<Plus />} keys="N" onClick={() => open({ what: "new" })}>
        New character
      </Button>
    </>
  );
  const looked = opened?.what === "look" ? all.find(({ id }) => id === opened.id) : undefined;
  const dialogs = (
    <Suspense fallback={null}>
      {opened?.what === "new" && <NewCharacterDialog onClose={close} />}
      {opened?.what === "extra" && <QuickExtraDialog onClose={close} />}
      {looked && <QuickLook character={looked} href={`${href}/characters/${looked.code}`} onClose={close} />}
      {opened?.what === "status" && (
        <StatusDialog
          of={opened.ids.length === 1 ? (of(opened.ids)[0]?.name ?? "") : `${opened.ids.length} characters`}
          now={of(opened.ids).map(({ status }) => status)}
          onClose={close}
          onChoose={(status) => {
            void bulk.setStatus(of(opened.ids), status);
            close();
          }}
        />
      )}
    </Suspense>
  );
  if (all.length === 0)
    return (
      <>
        <EmptyState
          size="page"
          icon={<UsersRound />}
          title="Everyone in the film stands here, each with pictures from several angles."
          body={
            editable
              ? "A new character begins with a few words or a picture; drop 1 to 50 pictures on its package afterwards. The sample project shows two finished ones."
              : "An artist can make the first one."
          }
          action={acts}
        />
        {dialogs}
      </>
    );
  return (
    <div className="grid content-start gap-5 px-4 pt-5 pb-20 sm:px-6">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="text-xl">
          Characters{" "}
          <span className="num ml-1 font-normal text-muted text-sm" aria-live="polite">
            {!complete ? "…" : shown.length === all.length ? all.length : `${shown.length} of ${all.length}`}
          </span>
        </h1>
        {/* Two columns on a phone: a wrapping row would break elsewhere once the font arrives. */}
        <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0 max-sm:grid max-sm:w-full max-sm:grid-cols-2">
          <search className="relative min-w-0 max-sm:col-span-2">
            <Search aria-hidden className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 stroke-[1.5] text-muted" />
            <Input
              ref={box}
              inputMode="search"
              aria-label="Search the characters"
              placeholder="Search"
              autoComplete="off"
              value={filter.words}
              onChange={({ currentTarget }) => setFilter({ ...filter, words: currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key === "Escape" && filter.words !== "") setFilter({ ...filter, words: "" });
                else if (event.key === "Escape") event.currentTarget.blur();
                else if (event.key === "Enter") {
                  // A typed `status=draft` becomes a facet when it is finished.
                  setFilter(readFilter(writeFilter(filter)));
                  grid.current?.focus();
                } else if (event.key === "ArrowDown") grid.current?.focus();
                else return;
                event.preventDefault();
                event.stopPropagation();
              }}
              className="w-52 pl-8 max-sm:w-full"
            />
          </search>
          <FacetButton filter={filter} onChange={setFilter} />
          <SavedViews
            projectId={projectId}
            area="characters"
            query={writeFilter(filter)}
            onApply={(query) => setFilter(readFilter(query))}
          />
          {acts}
        </div>
      </div>
      <FacetChips filter={filter} onChange={setFilter} />
      {shown.length === 0 && complete ? (
        <EmptyState
          title="No character fits this search."
          action={<Button onClick={() => setFilter(noFilter)}>Show all characters</Button>}
        />
      ) : (
        <div {...selection.handlers}>
          <CardGrid ref={grid} label="Characters" items={shown} least="240px" pair mediaOf={pictureOf}>
            {(character, focus, index, { sheet, paused }) => (
              <CharacterCard
                character={character}
                href={`${href}/characters/${character.code}`}
                focus={focus}
                eager={index < 8 || sheet !== undefined}
                sheet={sheet}
                paused={paused}
                selected={selection.isSelected(character.id)}
              />
            )}
          </CardGrid>
        </div>
      )}
      {selection.selected.length > 0 && (
        <SelectionBar
          count={selection.selected.length}
          editable={editable}
          onStatus={askStatus}
          onArchive={archive}
          onClear={selection.clear}
        />
      )}
      {dialogs}
    </div>
  );
}
