import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, caller, dehydrated, getQueryClient, orNotFound } from "@/app/rsc";
import { queueInput } from "@/components/renders/queue-input";
import { QueueScreen } from "@/components/renders/queue-screen";
import { QueueSkeleton } from "@/components/renders/queue-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";
import { Permitted } from "@/components/studio/permitted";

type Props = { searchParams: Promise<{ project?: string; who?: string }> };

export const metadata: Metadata = { title: "Queue" };

export default async function QueuePage({ searchParams }: Props) {
  const { project: slug, who } = await searchParams;
  const project = slug ? await orNotFound((await caller()).projects.get({ slug })) : undefined;
  const ready = await answered(
    getQueryClient().prefetchQuery(
      api.renders.queue.queryOptions(queueInput({ projectId: project?.id, mine: who === "mine" })),
    ),
    getQueryClient().prefetchQuery(api.projects.list.queryOptions()),
  );
  return (
    <Workspace topBar={<TopBar crumbs={[{ label: "Queue" }]} node={<NodeStatus />} />} ground="surface" scroll="fixed">
      <Permitted to="queue passes" title="The queue is for those who make pictures">
        <HydrationBoundary state={dehydrated()}>
          <LoadBoundary ready={ready} title="The queue could not be loaded" fallback={ready ? null : <QueueSkeleton />}>
            <QueueScreen project={project && { id: project.id, slug: project.slug }} inProject={false} />
          </LoadBoundary>
        </HydrationBoundary>
      </Permitted>
    </Workspace>
  );
}
