import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { api, dehydrated, getQueryClient, projectOf } from "@/app/rsc";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { AutomationsScreen } from "@/components/statuses/automations-screen";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { params: Promise<{ projectId: string }> };

export const metadata: Metadata = { title: "Automations" };

export default async function AutomationsPage({ params }: Props) {
  const { projectId: slug } = await params;
  const { id: projectId, name } = await projectOf(slug);
  await getQueryClient().prefetchQuery(api.tasks.automations.queryOptions({ projectId }));
  const crumbs = [
    { label: name, href: `/p/${slug}` },
    { label: "Settings", href: `/p/${slug}/settings` },
    { label: "Automations" },
  ];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />} ground="surface">
      <HydrationBoundary state={dehydrated()}>
        <AutomationsScreen />
      </HydrationBoundary>
    </Workspace>
  );
}
