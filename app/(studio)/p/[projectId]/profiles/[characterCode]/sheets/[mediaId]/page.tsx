import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { api, dehydrated, getQueryClient, orNotFound } from "@/app/rsc";
import { SheetScreen } from "@/components/sheets/sheet-screen";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";
import { packageOfPage } from "../../package-of-page";

type Props = {
  params: Promise<{ projectId: string; characterCode: string; mediaId: string }>;
  searchParams: Promise<{ outfit?: string }>;
};

export const metadata: Metadata = { title: "Split a sheet" };

export default async function SheetPage({ params, searchParams }: Props) {
  const { projectId: slug, characterCode: code, mediaId } = await params;
  const { outfit } = await searchParams;
  const { crumbs, ...target } = await packageOfPage(slug, code, outfit);
  const { packageId } = target;
  const sheet = await orNotFound(getQueryClient().fetchQuery(api.profiles.sheet.queryOptions({ mediaId, packageId })));
  return (
    <Workspace topBar={<TopBar crumbs={[...crumbs, { label: sheet.name }]} sidebar node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary ready title="The sheet could not be loaded" fallback={null}>
          <SheetScreen key={mediaId} mediaId={mediaId} {...target} />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
