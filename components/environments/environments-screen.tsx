"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Mountain, Plus, Search } from "lucide-react";
import { lazy, Suspense, useDeferredValue, useRef, useState } from "react";
import { CardGrid } from "@/components/media/card-grid";
import type { CardGridHandle } from "@/components/media/card-grid-props";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useProject } from "@/components/studio/project";
import { useFilter } from "@/components/studio/use-filter";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { environmentKinds, kindWords } from "@/contract/environment/kind";
import { EnvironmentCard } from "./environment-card";
import { fits, readFilter, writeFilter } from "./environment-filter";
import { NewEnvironmentDialog } from "./new-environment-dialog";

const KindDialog = lazy(() => import("./kind-dialog").then((file) => ({ default: file.KindDialog })));
const ArchivedDialog = lazy(() => import("./archived-dialog").then((file) => ({ default: file.ArchivedDialog })));

const facets = [
  { value: "all" as const, label: "All" },
  ...environmentKinds.map((kind) => ({ value: kind, label: kindWords[kind].label })),
];

/** The places of the film. */
export function EnvironmentsScreen() {
  const { id: projectId, href } = useProject();
  const trpc = useTRPC();
  const { data: all } = useSuspenseQuery(trpc.environments.list.queryOptions({ projectId }));
  const editable = useCan()("edit characters and environments");
  const { filter, setFilter } = useFilter(readFilter, writeFilter);
  const wanted = useDeferredValue(filter);
  const shown = all.filter((environment) => fits(environment, wanted));
  const [open, setOpen] = useState<"new" | "kind" | "archived" | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const grid = useRef<CardGridHandle>(null);
  useShortcuts("Environments", {
    "/": { label: "Search the environments", run: () => box.current?.focus() },
    K: { label: "Which kind of environment?", run: () => setOpen("kind") },
    ...(editable ? { N: { label: "New environment", run: () => setOpen("new") } } : {}),
    ArrowDown: { label: "Go to the environments", run: () => grid.current?.focus(), quiet: true },
  });
  const add = editable && (
    <Button variant="primary" icon={<Plus />} keys="N" onClick={() => setOpen("new")}>
      New environment
    </Button>
  );
  const which = (
    <Button keys="K" onClick={() => setOpen("kind")}>
      Which kind?
    </Button>
  );
  return (
    <>
      {all.length === 0 ? (
        <EmptyState
          size="page"
          icon={<Mountain />}
          title="The places of the film stand here, each with plates by day, dusk or night."
          body={
            editable
              ? "A new place needs a name; drop plates, a 360° panorama or a depth map on its page afterwards."
              : "An artist can make the first one."
          }
          action={add}
        />
      ) : (
        <div className="grid gap-5 px-4 pt-5 pb-12 sm:px-6">
          <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-3">
            <h1 className="text-xl">
              Environments{" "}
              <span className="num ml-1 font-normal text-muted text-sm" aria-live="polite">
                {shown.length === all.length ? all.length : `${shown.length} of ${all.length}`}
              </span>
            </h1>
            <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0 max-sm:w-full">
              <search className="relative min-w-0 max-sm:basis-full">
                <Search
                  aria-hidden
                  className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 stroke-[1.5] text-muted"
                />
                <Input
                  ref={box}
                  inputMode="search"
                  aria-label="Search the environments"
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
                  className="w-44 pl-8 max-sm:w-full"
                />
              </search>
              <Segmented
                label="Kind"
                options={facets}
                value={filter.kind}
                onChange={(kind) => setFilter({ ...filter, kind })}
                className="max-sm:w-full max-sm:overflow-x-auto"
              />
              {which}
              {add}
            </div>
          </div>
          {shown.length === 0 ? (
            <EmptyState
              title="No environment fits this search."
              action={<Button onClick={() => setFilter({ words: "", kind: "all" })}>Show all environments</Button>}
            />
          ) : (
            <CardGrid ref={grid} label="Environments" items={shown} least="340px">
              {(environment, focus, index) => (
                <EnvironmentCard
                  environment={environment}
                  href={`${href}/environments/${environment.code}`}
                  focus={focus}
                  eager={index < 6}
                />
              )}
            </CardGrid>
          )}
          <p>
            <button
              type="button"
              onClick={() => setOpen("archived")}
              className="rounded-control text-muted text-xs underline-offset-2 hover:underline pointer-coarse:min-h-11"
            >
              Show archived environments
            </button>
          </p>
        </div>
      )}
      {editable && <NewEnvironmentDialog open={open === "new"} onOpenChange={(next) => setOpen(next ? "new" : null)} />}
      <Suspense fallback={null}>
        {open === "kind" && <KindDialog onClose={() => setOpen(null)} />}
        {open === "archived" && <ArchivedDialog onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}
