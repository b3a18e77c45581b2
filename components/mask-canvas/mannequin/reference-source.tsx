"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { nameOf } from "@/components/storyboard/version-words";
import { useTRPC } from "@/components/trpc";
import { Select } from "@/components/ui/select";
import type { Picture } from "@/contract/media";
import { unpackRows } from "@/contract/packed-rows";

/** A picture somebody could mean, in a few words. */
export type Offered = { picture: Picture; name: string };
const FRAME = "frame";

/** Where references come from: a character's package, outfit by outfit, or the versions of this frame. */
export function useReferenceSource({ projectId, versionId }: { projectId: string; versionId: string }) {
  const trpc = useTRPC();
  const { data: people } = useQuery(trpc.characters.list.queryOptions({ projectId }));
  const [chosen, setChosen] = useState<string | null>(null);
  const [outfitId, setOutfit] = useState<string | null>(null);
  const from = chosen ?? people?.[0]?.code ?? FRAME;
  const { data: packed } = useQuery(
    trpc.profiles.get.queryOptions(
      { projectId, code: from, outfit: outfitId },
      { enabled: from !== FRAME && !!people },
    ),
  );
  const { data: frame } = useQuery(trpc.storyboard.version.queryOptions({ versionId }, { enabled: from === FRAME }));
  const offered: readonly Offered[] | undefined =
    from === FRAME
      ? frame?.versions
          .filter(({ kind, state }) => kind === "picture" && state !== "rejected")
          .map((version) => ({ picture: version.picture, name: version.title || nameOf(version) }))
      : packed &&
        (packed.outfit ? unpackRows(packed.outfit.images) : []).map(({ picture, slot, name }) => ({
          ...{ picture, name: slot ?? name },
        }));
  const outfits = from === FRAME ? [] : (packed?.outfits.filter(({ archivedAt }) => !archivedAt) ?? []);
  const control = (
    <div className="grid gap-1.5">
      <Select
        aria-label="Pictures of"
        value={from}
        options={[
          ...(people ?? []).map(({ code, name }) => ({ value: code, label: name })),
          { value: FRAME, label: "This frame" },
        ]}
        onChange={({ currentTarget }) => {
          setChosen(currentTarget.value);
          setOutfit(null);
        }}
      />
      {outfits.length > 1 && (
        <Select
          aria-label="Outfit"
          value={outfitId ?? outfits[0]?.id ?? ""}
          options={outfits.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ currentTarget }) => setOutfit(currentTarget.value)}
        />
      )}
    </div>
  );
  return { offered, control };
}
