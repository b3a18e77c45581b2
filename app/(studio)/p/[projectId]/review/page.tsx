import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, dehydrated, getQueryClient, projectOf } from "@/app/rsc";
import { ReviewScreen } from "@/components/review/review-screen";
import { ReviewSkeleton } from "@/components/review/review-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { firstWindow } from "@/components/studio/first-window";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { params: Promise<{ projectId: string }> };

export const metadata: Metadata = { title: "Review" };

export default async function ReviewPage({ params }: Props) {
  const { projectId: slug } = await params;
  const { id: projectId, name } = await projectOf(slug);
  const ready = await answered(
    getQueryClient().prefetchQuery(api.storyboard.board.queryOptions({ projectId, limit: firstWindow })),
    getQueryClient().prefetchQuery(api.storyboard.boardCounts.queryOptions({ projectId })),
    getQueryClient().prefetchQuery(api.views.playlists.queryOptions({ projectId })),
  );
  const topBar = (
    <TopBar crumbs={[{ label: name, href: `/p/${slug}` }, { label: "Review" }]} sidebar node={<NodeStatus />} />
  );
  return (
    <HydrationBoundary state={dehydrated()}>
      <LoadBoundary
        ready={ready}
        title="The review could not be loaded"
        fallback={ready ? null : <ReviewSkeleton topBar={topBar} />}
      >
        <ReviewScreen topBar={topBar} />
      </LoadBoundary>
    </HydrationBoundary>
  );
}
