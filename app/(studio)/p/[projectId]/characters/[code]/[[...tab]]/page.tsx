import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { api, dehydrated, getQueryClient, orNotFound, projectOf } from "@/app/rsc";
import { CharacterScreen } from "@/components/characters/character-screen";
import { historyInput, historyPaging } from "@/components/characters/history-pages";
import { characterTabIds } from "@/components/characters/tab-names";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { params: Promise<{ projectId: string; code: string; tab?: string[] }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ title: (await params).code });

export default async function CharacterPage({ params }: Props) {
  const { projectId: slug, code, tab = [] } = await params;
  if (tab.length > 1 || (tab[0] !== undefined && !characterTabIds.some((id) => id === tab[0]))) notFound();
  const { id: projectId, name } = await projectOf(slug);
  // Waited for: a code nobody knows must answer 404, not a page that fails later.
  const character = await orNotFound(getQueryClient().fetchQuery(api.characters.get.queryOptions({ projectId, code })));
  // The two tabs that ask for more of their own; the others draw what the character itself holds.
  const { id: characterId } = character;
  if (tab[0] === "appearances") await getQueryClient().prefetchQuery(api.characters.uses.queryOptions({ characterId }));
  if (tab[0] === "history")
    await getQueryClient().prefetchInfiniteQuery(
      api.characters.history.infiniteQueryOptions(historyInput(characterId), historyPaging),
    );
  const crumbs = [
    { label: name, href: `/p/${slug}` },
    { label: "Characters", href: `/p/${slug}/characters` },
    { label: character.name },
  ];
  return (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary ready title="The character could not be loaded" fallback={null}>
          <CharacterScreen key={code} code={code} />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
