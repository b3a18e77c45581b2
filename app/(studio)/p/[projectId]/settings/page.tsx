import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { api, dehydrated, getQueryClient, projectOf } from "@/app/rsc";
import { SettingsScreen } from "@/components/projects/settings-screen";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { params: Promise<{ projectId: string }> };

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: Props) {
  const { projectId: slug } = await params;
  const project = await projectOf(slug);
  const { name } = project;
  getQueryClient().setQueryData(api.projects.get.queryKey({ slug }), project);
  const crumbs = [{ label: name, href: `/p/${slug}` }, { label: "Settings" }];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />} ground="surface">
      <HydrationBoundary state={dehydrated()}>
        <SettingsScreen />
      </HydrationBoundary>
    </Workspace>
  );
}
