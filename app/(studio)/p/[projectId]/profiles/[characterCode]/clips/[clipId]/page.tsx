import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { api, dehydrated, getQueryClient, orNotFound } from "@/app/rsc";
import { ClipScreen } from "@/components/clips/clip-screen";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";
import { packageOfPage } from "../../package-of-page";

type Props = {
  params: Promise<{ projectId: string; characterCode: string; clipId: string }>;
  searchParams: Promise<{ outfit?: string }>;
};

export const metadata: Metadata = { title: "Frames from a clip" };

export default async function ClipPage({ params, searchParams }: Props) {
  const { projectId: slug, characterCode: code, clipId } = await params;
  const { outfit } = await searchParams;
  const { crumbs, ...target } = await packageOfPage(slug, code, outfit);
  const clip = await orNotFound(getQueryClient().fetchQuery(api.clips.get.queryOptions({ clipId })));
  return (
    <Workspace topBar={<TopBar crumbs={[...crumbs, { label: clip.name }]} sidebar node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary ready title="The clip could not be loaded" fallback={null}>
          <ClipScreen key={clipId} clipId={clipId} {...target} />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
