import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { api, dehydrated, getQueryClient, orNotFound, projectOf } from "@/app/rsc";
import { PackageScreen } from "@/components/profiles/package-screen";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

type Props = {
  params: Promise<{ projectId: string; characterCode: string }>;
  searchParams: Promise<{ outfit?: string | string[] }>;
};

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: `Package of ${(await params).characterCode}`,
});

export default async function PackagePage({ params, searchParams }: Props) {
  const { projectId: slug, characterCode: code } = await params;
  const { id: projectId, name } = await projectOf(slug);
  // Waited for: a code nobody knows must answer 404, not a page that fails later.
  const { outfit: asked } = await searchParams;
  const outfit = typeof asked === "string" && asked !== "" ? asked : null;
  const { character } = await orNotFound(
    getQueryClient().fetchQuery(api.profiles.get.queryOptions({ projectId, code, outfit })),
  );
  const crumbs = [
    { label: name, href: `/p/${slug}` },
    { label: "Characters", href: `/p/${slug}/characters` },
    { label: character.name, href: `/p/${slug}/characters/${code}` },
    { label: "Package" },
  ];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary ready title="The package could not be loaded" fallback={null}>
          <PackageScreen key={code} code={code} />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
