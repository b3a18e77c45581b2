"use client";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useAddress } from "@/components/studio/use-address";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { NodeCardData } from "./node-words";
import { scheduleWords } from "./week";
import { WeekStrip } from "./week-strip";

const HoursDialog = lazy(() => import("./hours-dialog").then((file) => ({ default: file.HoursDialog })));
const ProjectsDialog = lazy(() => import("./projects-dialog").then((file) => ({ default: file.ProjectsDialog })));

/** When a node works and for whom, and, for those who may, the way to change it. */
export function NodePlan({ node }: { node: NodeCardData }) {
  const can = useCan();
  const address = useAddress();
  const mayChange = can("pair nodes") && node.state !== "revoked";
  const edit = (what: string | null) => address.set({ edit: what });
  const change = (what: string, name: string) =>
    mayChange && (
      <Button size="sm" variant="quiet" aria-label={name} onClick={() => edit(what)}>
        Change
      </Button>
    );
  const editing = mayChange ? address.get("edit") : "";
  return (
    <>
      <Section title="Hours" actions={change("hours", `Change the hours of ${node.name}`)}>
        <p className="text-pretty text-xs">{scheduleWords(node.schedule)}</p>
        {node.schedule && <WeekStrip schedule={node.schedule} />}
      </Section>
      <Section title="Projects" actions={change("projects", `Change the projects of ${node.name}`)}>
        {node.projects === null ? <p className="text-xs">All projects</p> : <ProjectNames ids={node.projects} />}
      </Section>
      <Suspense fallback={null}>
        {editing === "hours" && <HoursDialog node={node} onClose={() => edit(null)} />}
        {editing === "projects" && <ProjectsDialog node={node} onClose={() => edit(null)} />}
      </Suspense>
    </>
  );
}

function ProjectNames({ ids }: { ids: readonly string[] }) {
  const trpc = useTRPC();
  const { data = [] } = useQuery(trpc.projects.list.queryOptions());
  const names = data.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return <p className="min-h-4 text-pretty text-xs">{names.length > 0 ? `Only ${names.join(", ")}` : "None"}</p>;
}
