"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Mountain, Plus } from "lucide-react";
import { useRef, useState } from "react";
import { CardGrid, type CardGridHandle } from "@/components/media/card-grid";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { EnvironmentCard } from "./environment-card";
import { NewEnvironmentDialog } from "./new-environment-dialog";

/** The places of the film. */
export function EnvironmentsScreen() {
  const { id: projectId, href } = useProject();
  const trpc = useTRPC();
  const { data: all } = useSuspenseQuery(trpc.environments.list.queryOptions({ projectId }));
  const editable = useCan()("edit characters and environments");
  const [adding, setAdding] = useState(false);
  const grid = useRef<CardGridHandle>(null);
  useShortcuts("Environments", {
    ...(editable ? { N: { label: "New environment", run: () => setAdding(true) } } : {}),
    ArrowDown: { label: "Go to the environments", run: () => grid.current?.focus(), quiet: true },
  });
  const add = editable && (
    <Button variant="primary" icon={<Plus />} keys="N" onClick={() => setAdding(true)}>
      New environment
    </Button>
  );
  return (
    <>
      {all.length === 0 ? (
        <EmptyState
          size="page"
          icon={<Mountain />}
          title="The places of the film stand here, each with plates by day, dusk or night."
          body={editable ? undefined : "An artist can make the first one."}
          action={add}
        />
      ) : (
        <div className="grid gap-5 px-4 pt-5 pb-12 sm:px-6">
          <div className="flex min-h-8 flex-wrap items-center justify-between gap-3">
            <h1 className="text-xl">
              Environments <span className="num ml-1 font-normal text-muted text-sm">{all.length}</span>
            </h1>
            {add}
          </div>
          <CardGrid ref={grid} label="Environments" items={all} least="340px">
            {(environment, focus, index) => (
              <EnvironmentCard
                environment={environment}
                href={`${href}/environments/${environment.code}`}
                focus={focus}
                eager={index < 6}
              />
            )}
          </CardGrid>
        </div>
      )}
      {editable && <NewEnvironmentDialog open={adding} onOpenChange={setAdding} />}
    </>
  );
}
