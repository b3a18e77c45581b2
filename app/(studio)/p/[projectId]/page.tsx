import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { api, dehydrated, getQueryClient, orNotFound } from "@/app/rsc";
import { OverviewScreen } from "@/components/projects/overview-screen";
import { OverviewSkeleton } from "@/components/projects/overview-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { firstWindow } from "@/components/studio/first-window";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";
import { can } from "@/contract/roles";
import { requireViewer } from "@/server/auth/session";

type Props = { params: Promise<{ projectId: string }> };

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ params }: Props) {
  const { projectId: slug } = await params;
  const queries = getQueryClient();
  const project = queries.fetchQuery(api.projects.get.queryOptions({ slug }));
  const [{ id: projectId, name }, { team }] = await Promise.all([orNotFound(project), requireViewer()]);
  void queries.prefetchQuery(api.storyboard.board.queryOptions({ projectId, limit: firstWindow }));
  void queries.prefetchQuery(api.storyboard.boardCounts.queryOptions({ projectId }));
  void queries.prefetchQuery(api.characters.list.queryOptions({ projectId, limit: firstWindow }));
  void queries.prefetchQuery(api.environments.list.queryOptions({ projectId }));
  if (team && can(team.role, "edit shots"))
    void queries.prefetchQuery(api.activity.list.queryOptions({ projectId, limit: 30 }));
  return (
    <Workspace topBar={<TopBar crumbs={[{ label: name }]} sidebar node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary title="The project could not be loaded" fallback={<OverviewSkeleton />}>
          <OverviewScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
