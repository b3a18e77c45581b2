import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, dehydrated, getQueryClient } from "@/app/rsc";
import { ProjectsScreen } from "@/components/projects/projects-screen";
import { ProjectsSkeleton } from "@/components/projects/projects-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

export const metadata: Metadata = { title: "Projects" };

export default async function ProjectsPage() {
  const ready = await answered(getQueryClient().prefetchQuery(api.projects.list.queryOptions()));
  return (
    <Workspace topBar={<TopBar crumbs={[{ label: "Projects" }]} node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary
          ready={ready}
          title="The projects could not be loaded"
          fallback={ready ? null : <ProjectsSkeleton />}
        >
          <ProjectsScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
