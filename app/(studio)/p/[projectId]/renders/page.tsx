import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, dehydrated, getQueryClient, projectOf } from "@/app/rsc";
import { queueInput } from "@/components/renders/queue-input";
import { QueueScreen } from "@/components/renders/queue-screen";
import { QueueSkeleton } from "@/components/renders/queue-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";
import { Permitted } from "@/components/studio/permitted";

type Props = { params: Promise<{ projectId: string }>; searchParams: Promise<{ who?: string }> };

export const metadata: Metadata = { title: "Queue" };

export default async function ProjectQueuePage({ params, searchParams }: Props) {
  const { projectId: slug } = await params;
  const { id, name } = await projectOf(slug);
  const mine = (await searchParams).who === "mine";
  const ready = await answered(
    getQueryClient().prefetchQuery(api.renders.queue.queryOptions(queueInput({ projectId: id, mine }))),
  );
  const crumbs = [{ label: name, href: `/p/${slug}` }, { label: "Queue" }];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />} ground="surface" scroll="fixed">
      <Permitted to="queue passes" title="The queue is for those who make pictures">
        <HydrationBoundary state={dehydrated()}>
          <LoadBoundary ready={ready} title="The queue could not be loaded" fallback={ready ? null : <QueueSkeleton />}>
            <QueueScreen project={{ id, slug }} inProject />
          </LoadBoundary>
        </HydrationBoundary>
      </Permitted>
    </Workspace>
  );
}
