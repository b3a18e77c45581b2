import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { api, caller, dehydrated, getQueryClient, orNotFound } from "@/app/rsc";
import { CanvasEntry } from "@/components/mask-canvas/canvas-entry";
import { CanvasSkeleton } from "@/components/mask-canvas/canvas-skeleton";
import { describePasses } from "@/components/pass-form/describe-pass";
import { nameOf } from "@/components/storyboard/version-words";
import { LoadBoundary } from "@/components/studio/load-boundary";

type Props = { params: Promise<{ projectId: string; versionId: string }> };

export const metadata: Metadata = { title: "Canvas" };

export default async function CanvasPage({ params }: Props) {
  const { projectId: slug, versionId } = await params;
  const opened = await orNotFound((await caller()).storyboard.version({ versionId }));
  const queries = getQueryClient();
  queries.setQueryData(api.storyboard.version.queryKey({ versionId }), opened);
  void queries.prefetchQuery(api.renders.availability.queryOptions());
  void queries.prefetchQuery(api.renders.maskResults.queryOptions({ versionId }));
  void queries.prefetchQuery(api.renders.queue.queryOptions({ frameId: opened.frame.id, done: 20 }));
  const { project, shot, frame, version } = opened;
  const { id, width, height } = version.picture;
  const picture = { id, width, height };
  const crumbs = [
    { label: project.name, href: `/p/${slug}` },
    {
      label: `${shot.code} ${frame.label}`,
      href: `/p/${slug}/script/shots/${encodeURIComponent(shot.code)}`,
      code: true,
    },
    { label: nameOf(version), code: true },
  ];
  return (
    <HydrationBoundary state={dehydrated()}>
      <LoadBoundary title="The canvas could not be opened" fallback={<CanvasSkeleton picture={picture} />}>
        <CanvasEntry versionId={versionId} picture={picture} crumbs={crumbs} passes={describePasses()} />
      </LoadBoundary>
    </HydrationBoundary>
  );
}
