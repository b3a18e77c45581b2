import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { api, caller, dehydrated, getQueryClient, orNotFound } from "@/app/rsc";
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
  const { id: projectId, name } = await orNotFound((await caller()).projects.get({ slug }));
  void getQueryClient().prefetchQuery(api.storyboard.board.queryOptions({ projectId, limit: firstWindow }));
  void getQueryClient().prefetchQuery(api.storyboard.boardCounts.queryOptions({ projectId }));
  const crumbs = [{ label: name, href: `/p/${slug}` }, { label: "Board" }];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />} scroll="fixed">
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary title="The board could not be loaded" fallback={<BoardSkeleton />}>
          <BoardScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
