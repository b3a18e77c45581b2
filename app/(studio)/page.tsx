import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, dehydrated, getQueryClient } from "@/app/rsc";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";
import { newsInput } from "@/components/today/today-input";
import { TodayScreen } from "@/components/today/today-screen";
import { TodaySkeleton } from "@/components/today/today-skeleton";

export const metadata: Metadata = { title: "Today" };

export default async function TodayPage() {
  const queries = getQueryClient();
  const ready = await answered(
    queries.prefetchQuery(api.review.waiting.queryOptions()),
    queries.prefetchQuery(api.projects.list.queryOptions()),
    queries.prefetchQuery(api.review.mine.queryOptions()),
    queries.prefetchQuery(api.renders.finished.queryOptions()),
    queries.prefetchQuery(api.tasks.mine.queryOptions()),
    queries.prefetchQuery(api.inbox.list.queryOptions(newsInput)),
  );
  return (
    <Workspace topBar={<TopBar crumbs={[{ label: "Today" }]} node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary ready={ready} title="Today could not be loaded" fallback={ready ? null : <TodaySkeleton />}>
          <TodayScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
