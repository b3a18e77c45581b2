"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { useProject } from "@/components/studio/project";
import { useAddress } from "@/components/studio/use-address";
import { useTRPC } from "@/components/trpc";
import { unpackRows } from "@/contract/packed-rows";
import { OutfitEditor } from "./outfit-editor";
import type { Outfit } from "./use-package-store";

/** The reference pictures of a character, outfit by outfit. */
export function PackageScreen({ code }: { code: string }) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const address = useAddress();
  // Deferred: the outfit on the screen stays until the other one is there.
  const wanted = useDeferredValue(address.get("outfit") || null);
  const { data } = useSuspenseQuery(trpc.profiles.get.queryOptions({ projectId, code, outfit: wanted }));
  const outfit = useMemo(
    (): Outfit | null => data.outfit && { ...data.outfit, images: unpackRows(data.outfit.images) },
    [data.outfit],
  );
  if (!outfit) return <p className="px-6 py-12 text-muted">{data.character.name} has no package.</p>;
  return (
    <OutfitEditor
      key={outfit.id}
      answer={{ ...data, outfit }}
      outfit={outfit}
      onOutfit={(id) => address.set({ outfit: id })}
    />
  );
}
