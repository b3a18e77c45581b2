import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, dehydrated, getQueryClient, projectOf } from "@/app/rsc";
import { CharactersScreen } from "@/components/characters/characters-screen";
import { CardsSkeleton } from "@/components/projects/cards-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { firstCards } from "@/components/studio/first-window";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { params: Promise<{ projectId: string }> };

export const metadata: Metadata = { title: "Characters" };

export default async function CharactersPage({ params }: Props) {
  const { projectId: slug } = await params;
  const { id: projectId, name } = await projectOf(slug);
  const ready = await answered(
    getQueryClient().prefetchQuery(api.characters.list.queryOptions({ projectId, limit: firstCards })),
  );
  const crumbs = [{ label: name, href: `/p/${slug}` }, { label: "Characters" }];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary
          ready={ready}
          title="The characters could not be loaded"
          fallback={ready ? null : <CardsSkeleton title="Characters" least="220px" ratio="4/5" pair />}
        >
          <CharactersScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
