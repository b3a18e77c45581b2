"use client";

import { Plus, Search, UsersRound } from "lucide-react";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { CardGrid, type CardGridHandle } from "@/components/media/card-grid";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { CharacterCard } from "./character-card";
import { fits, readFilter, writeFilter } from "./character-filter";
import { NewCharacterDialog } from "./new-character-dialog";
import { tierOptions } from "./tiers";
import { useCharacters } from "./use-characters";

const facets = [{ value: "all" as const, label: "All" }, ...tierOptions];

/** The bible: everyone in the film, by picture. */
export function CharactersScreen() {
  const { id: projectId, href } = useProject();
  const { characters: all, complete } = useCharacters(projectId);
  const editable = useCan()("edit characters and environments");
  const { filter, setFilter } = useFilter();
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => all.filter((character) => fits(character, wanted)), [all, wanted]);
  const [adding, setAdding] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const grid = useRef<CardGridHandle>(null);
  useShortcuts("Characters", {
    "/": { label: "Search the characters", run: () => box.current?.focus() },
    ...(editable ? { N: { label: "New character", run: () => setAdding(true) } } : {}),
    ArrowDown: { label: "Go to the characters", run: () => grid.current?.focus(), quiet: true },
  });
  const add = editable && (
    <Button variant="primary" icon={<Plus />} keys="N" onClick={() => setAdding(true)}>
      New character
    </Button>
  );
  const dialog = editable && <NewCharacterDialog open={adding} onOpenChange={setAdding} />;
  if (all.length === 0)
    return (
      <>
        <EmptyState
          size="page"
          icon={<UsersRound />}
          title="Everyone in the film stands here, each with pictures from several angles."
          body={
            editable
              ? "A new character needs a name; drop 1 to 50 pictures on its package afterwards. The sample project shows two finished ones."
              : "An artist can make the first one."
          }
          action={add}
        />
        {dialog}
      </>
    );
  return (
    <div className="grid gap-5 px-4 pt-5 pb-12 sm:px-6">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-3">
        <h1 className="text-xl">
          Characters{" "}
          <span className="num ml-1 font-normal text-muted text-sm" aria-live="polite">
            {!complete ? "…" : shown.length === all.length ? all.length : `${shown.length} of ${all.length}`}
          </span>
        </h1>
        <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0 max-sm:w-full">
          <search className="relative min-w-0 max-sm:basis-full">
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
                else if (event.key === "Enter" || event.key === "ArrowDown") grid.current?.focus();
                else return;
                event.preventDefault();
                event.stopPropagation();
              }}
              className="w-52 pl-8 max-sm:w-full"
            />
          </search>
          <Segmented
            label="Tier"
            options={facets}
            value={filter.tier}
            onChange={(tier) => setFilter({ ...filter, tier })}
          />
          {add}
        </div>
      </div>
      {shown.length === 0 && complete ? (
        <EmptyState
          title="No character fits this search."
          action={<Button onClick={() => setFilter({ words: "", tier: "all" })}>Show all characters</Button>}
        />
      ) : (
        <CardGrid ref={grid} label="Characters" items={shown} least="220px" pair>
          {(character, focus, index) => (
            <CharacterCard
              character={character}
              href={`${href}/characters/${character.code}`}
              focus={focus}
              eager={index < 8}
            />
          )}
        </CardGrid>
      )}
      {dialog}
    </div>
  );
}

/** The filter of this page, typed at once and kept in the address as `f`. */
function useFilter() {
  const address = useAddress();
  const text = address.get("f");
  const [filter, setOwn] = useState(() => readFilter(text));
  const written = useRef(text);
  useEffect(() => {
    // Back, forward or a link changed the address; our own writing is not read again.
    if (text !== written.current) setOwn(readFilter(text));
    written.current = text;
  }, [text]);
  const setFilter = (next: typeof filter) => {
    setOwn(next);
    written.current = writeFilter(next);
    address.set({ f: written.current });
  };
  return { filter, setFilter };
}
