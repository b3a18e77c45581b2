import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, dehydrated, getQueryClient, projectOf } from "@/app/rsc";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { BoardScreen } from "@/components/storyboard/board-screen";
import { BoardSkeleton } from "@/components/storyboard/board-skeleton";
import { firstWindow } from "@/components/studio/first-window";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { params: Promise<{ projectId: string }> };

export const metadata: Metadata = { title: "Board" };

export default async function BoardPage({ params }: Props) {
  const { projectId: slug } = await params;
  const { id: projectId, name } = await projectOf(slug);
  const ready = await answered(
    getQueryClient().prefetchQuery(api.storyboard.board.queryOptions({ projectId, limit: firstWindow })),
    getQueryClient().prefetchQuery(api.storyboard.boardCounts.queryOptions({ projectId })),
  );
  const crumbs = [{ label: name, href: `/p/${slug}` }, { label: "Board" }];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />} scroll="fixed">
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary ready={ready} title="The board could not be loaded" fallback={ready ? null : <BoardSkeleton />}>
          <BoardScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
