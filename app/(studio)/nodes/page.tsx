import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, dehydrated, getQueryClient } from "@/app/rsc";
import { NodesScreen } from "@/components/nodes/nodes-screen";
import { NodesSkeleton } from "@/components/nodes/nodes-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";
import { Permitted } from "@/components/studio/permitted";

export const metadata: Metadata = { title: "Nodes" };

export default async function NodesPage() {
  const ready = await answered(getQueryClient().prefetchQuery(api.nodes.list.queryOptions()));
  return (
    // Around the top bar too: its node pill asks the same, and a query that exists already is not filled in time.
    <HydrationBoundary state={dehydrated()}>
      <Workspace topBar={<TopBar crumbs={[{ label: "Nodes" }]} node={<NodeStatus />} />}>
        <Permitted to="see nodes" title="Nodes are for those who make pictures">
          <LoadBoundary ready={ready} title="The nodes could not be loaded" fallback={ready ? null : <NodesSkeleton />}>
            <NodesScreen />
          </LoadBoundary>
        </Permitted>
      </Workspace>
    </HydrationBoundary>
  );
}
