"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Clapperboard, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { CardGrid } from "@/components/media/card-grid";
import type { CardGridHandle } from "@/components/media/card-grid-props";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { NewProjectDialog } from "./new-project-dialog";
import { ProjectCard } from "./project-card";

/** The team's films. `creating`: the address is /projects/new, so the dialog stands open. */
export function ProjectsScreen({ creating = false }: { creating?: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: projects } = useSuspenseQuery(trpc.projects.list.queryOptions());
  const may = useCan()("manage projects");
  const [open, setOpen] = useState(creating);
  const grid = useRef<CardGridHandle>(null);
  useShortcuts("Projects", {
    ...(may ? { N: { label: "New project", run: () => setOpen(true) } } : {}),
    ArrowDown: { label: "Go to the projects", run: () => grid.current?.focus(), quiet: true },
  });
  const change = (next: boolean) => {
    setOpen(next);
    if (!next && creating) router.replace("/projects");
  };
  const add = may && (
    <Button variant="primary" icon={<Plus />} keys="N" onClick={() => setOpen(true)}>
      New project
    </Button>
  );
  return (
    <>
      {projects.length === 0 ? (
        <EmptyState
          size="page"
          icon={<Clapperboard />}
          title="Each film or series is a project, and yours will stand here."
          body={may ? undefined : "A manager of the team can make the first one."}
          action={add}
        />
      ) : (
        <div className="grid gap-5 px-4 pt-5 pb-12 sm:px-6">
          <div className="flex min-h-8 flex-wrap items-center justify-between gap-3">
            <h1 className="text-xl">
              Projects <span className="num ml-1 font-normal text-muted text-sm">{projects.length}</span>
            </h1>
            {add}
          </div>
          <CardGrid ref={grid} label="Projects" items={projects} least="360px">
            {(project, focus, index) => <ProjectCard project={project} focus={focus} eager={index < 6} />}
          </CardGrid>
        </div>
      )}
      {may && <NewProjectDialog open={open} onOpenChange={change} />}
    </>
  );
}
