import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, dehydrated, getQueryClient, projectOf } from "@/app/rsc";
import { OverviewScreen } from "@/components/projects/overview-screen";
import { OverviewSkeleton } from "@/components/projects/overview-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { firstCards, firstWindow } from "@/components/studio/first-window";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { params: Promise<{ projectId: string }> };

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ params }: Props) {
  const { projectId: slug } = await params;
  const queries = getQueryClient();
  const project = await projectOf(slug);
  const { id: projectId, name } = project;
  queries.setQueryData(api.projects.get.queryKey({ slug }), project);
  const ready = await answered(
    queries.prefetchQuery(api.storyboard.board.queryOptions({ projectId, limit: firstWindow })),
    queries.prefetchQuery(api.storyboard.boardCounts.queryOptions({ projectId })),
    queries.prefetchQuery(api.characters.list.queryOptions({ projectId, limit: firstCards })),
    queries.prefetchQuery(api.environments.list.queryOptions({ projectId })),
  );
  return (
    <Workspace topBar={<TopBar crumbs={[{ label: name }]} sidebar node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary
          ready={ready}
          title="The project could not be loaded"
          fallback={ready ? null : <OverviewSkeleton />}
        >
          <OverviewScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
