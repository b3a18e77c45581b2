import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { api, caller, dehydrated, getQueryClient, orNotFound } from "@/app/rsc";
import { NodeScreen } from "@/components/nodes/node-screen";
import { NodesSkeleton } from "@/components/nodes/nodes-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";
import { can } from "@/contract/roles";
import { requireViewer } from "@/server/auth/session";

export const metadata: Metadata = { title: "Node" };

export default async function NodePage({ params }: { params: Promise<{ nodeId: string }> }) {
  const { nodeId } = await params;
  const { team } = await requireViewer();
  if (!team || !can(team.role, "see nodes") || !/^nod_\w{20}$/.test(nodeId)) notFound();
  const { name } = await orNotFound((await caller()).nodes.get({ nodeId }));
  void getQueryClient().prefetchQuery(api.nodes.get.queryOptions({ nodeId }));
  void getQueryClient().prefetchQuery(api.nodes.attempts.queryOptions({ nodeId }));
  return (
    <Workspace
      topBar={<TopBar crumbs={[{ label: "Nodes", href: "/nodes" }, { label: name }]} node={<NodeStatus />} />}
      ground="surface"
    >
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary title="The node could not be loaded" fallback={<NodesSkeleton />}>
          <NodeScreen nodeId={nodeId} />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
