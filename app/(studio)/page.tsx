import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { api, dehydrated, getQueryClient } from "@/app/rsc";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";
import { TodayScreen } from "@/components/today/today-screen";
import { TodaySkeleton } from "@/components/today/today-skeleton";
import { can } from "@/contract/roles";
import { requireViewer } from "@/server/auth/session";

export const metadata: Metadata = { title: "Today" };

export default async function TodayPage() {
  const { team } = await requireViewer();
  const queries = getQueryClient();
  void queries.prefetchQuery(api.review.waiting.queryOptions());
  void queries.prefetchQuery(api.projects.list.queryOptions());
  void queries.prefetchQuery(api.review.mine.queryOptions());
  if (team && can(team.role, "edit shots")) {
    void queries.prefetchQuery(api.renders.queue.queryOptions({ done: 0 }));
    void queries.prefetchQuery(api.nodes.list.queryOptions());
    void queries.prefetchQuery(api.activity.list.queryOptions({ limit: 30 }));
  }
  return (
    <Workspace topBar={<TopBar crumbs={[{ label: "Today" }]} node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary title="Today could not be loaded" fallback={<TodaySkeleton />}>
          <TodayScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
