import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, dehydrated, getQueryClient, projectOf } from "@/app/rsc";
import { EnvironmentsScreen } from "@/components/environments/environments-screen";
import { CardsSkeleton } from "@/components/projects/cards-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { params: Promise<{ projectId: string }> };

export const metadata: Metadata = { title: "Environments" };

export default async function EnvironmentsPage({ params }: Props) {
  const { projectId: slug } = await params;
  const { id: projectId, name } = await projectOf(slug);
  const ready = await answered(getQueryClient().prefetchQuery(api.environments.list.queryOptions({ projectId })));
  const crumbs = [{ label: name, href: `/p/${slug}` }, { label: "Environments" }];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary
          ready={ready}
          title="The environments could not be loaded"
          fallback={ready ? null : <CardsSkeleton title="Environments" least="340px" ratio="16/9" />}
        >
          <EnvironmentsScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
