import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { api, caller, dehydrated, getQueryClient, orNotFound } from "@/app/rsc";
import { CharactersScreen } from "@/components/characters/characters-screen";
import { CardsSkeleton } from "@/components/projects/cards-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { firstWindow } from "@/components/studio/first-window";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { params: Promise<{ projectId: string }> };

export const metadata: Metadata = { title: "Characters" };

export default async function CharactersPage({ params }: Props) {
  const { projectId: slug } = await params;
  const { id: projectId, name } = await orNotFound((await caller()).projects.get({ slug }));
  void getQueryClient().prefetchQuery(api.characters.list.queryOptions({ projectId, limit: firstWindow }));
  const crumbs = [{ label: name, href: `/p/${slug}` }, { label: "Characters" }];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary
          title="The characters could not be loaded"
          fallback={<CardsSkeleton title="Characters" least="220px" ratio="4/5" pair />}
        >
          <CharactersScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
