"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { firstCards, wholeList } from "@/components/studio/first-window";
import { type Output, useTRPC } from "@/components/trpc";

type Character = Output["characters"]["list"][number];

/** Everyone in the film, leads first: the first come with the page, the rest of a long bible after it (`complete`). */
export function useCharacters(projectId: string): { characters: readonly Character[]; complete: boolean } {
  const { characters } = useTRPC();
  const { data: first } = useSuspenseQuery(characters.list.queryOptions({ projectId, limit: firstCards }));
  const long = first.length >= firstCards;
  const { data: whole } = useQuery({ ...characters.list.queryOptions({ projectId }), enabled: long, meta: wholeList });
  return { characters: (long && whole) || first, complete: !long || whole !== undefined };
}
