import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, dehydrated, getQueryClient, projectOf } from "@/app/rsc";
import { ShotsScreen } from "@/components/script/shots-screen";
import { ShotsSkeleton } from "@/components/script/shots-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { firstWindow } from "@/components/studio/first-window";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { params: Promise<{ projectId: string }> };

export const metadata: Metadata = { title: "Shots" };

export default async function ShotsPage({ params }: Props) {
  const { projectId: slug } = await params;
  const { id: projectId, name } = await projectOf(slug);
  const ready = await answered(
    getQueryClient().prefetchQuery(api.script.table.queryOptions({ projectId, limit: firstWindow })),
  );
  const crumbs = [{ label: name, href: `/p/${slug}` }, { label: "Shots" }];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />} ground="surface" scroll="fixed">
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary ready={ready} title="The shots could not be loaded" fallback={<ShotsSkeleton />}>
          <ShotsScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
