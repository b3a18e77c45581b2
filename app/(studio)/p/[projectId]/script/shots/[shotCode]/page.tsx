import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { api, dehydrated, getQueryClient, orNotFound, projectOf } from "@/app/rsc";
import { TopBar } from "@/components/shell/top-bar";
import { ShotScreen } from "@/components/storyboard/shot-screen";
import { ShotSkeleton } from "@/components/storyboard/shot-skeleton";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { params: Promise<{ projectId: string; shotCode: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: (await params).shotCode });

export default async function ShotPage({ params }: Props) {
  const { projectId: slug, shotCode: code } = await params;
  const { id: projectId, name } = await projectOf(slug);
  // Waited for: a code nobody knows must answer 404, not a page that fails later.
  await orNotFound(getQueryClient().fetchQuery(api.script.shot.queryOptions({ projectId, code })));
  const crumbs = [
    { label: name, href: `/p/${slug}` },
    { label: "Shots", href: `/p/${slug}/script/shots` },
    { label: code, code: true },
  ];
  const topBar = <TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />;
  return (
    <HydrationBoundary state={dehydrated()}>
      <LoadBoundary ready title="The shot could not be loaded" fallback={<ShotSkeleton topBar={topBar} />}>
        <ShotScreen key={code} code={code} topBar={topBar} />
      </LoadBoundary>
    </HydrationBoundary>
  );
}
