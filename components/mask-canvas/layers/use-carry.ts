"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { versionName } from "@/components/storyboard/version-words";
import { useTRPC } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import type { Layer } from "./layer-words";

/** What the version before this one has to bring along, and how; null when there is nothing. */
export function useCarry(versionId: string, layers: readonly Layer[]) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const own = layers.some(({ kind }) => kind === "region" || kind === "protected");
  const { data: offer } = useQuery(
    trpc.masks.carryOffer.queryOptions({ versionId }, { enabled: layers.length > 0 && !own }),
  );
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: trpc.masks.layers.queryKey({ versionId }) }),
      queries.invalidateQueries({ queryKey: trpc.masks.carryOffer.queryKey({ versionId }) }),
    ]);
  const carry = useMutation(trpc.masks.carryLayers.mutationOptions({ onError: refused, onSettled }));
  const drop = useMutation(trpc.masks.dropCarried.mutationOptions({ onError: refused, onSettled }));
  if (!offer || own) return null;
  const from = offer.number === null ? "the version before" : versionName(offer.number);
  const count = offer.layers.length;
  return {
    ...{ from, count, blocked: offer.blocked ?? undefined, busy: carry.isPending },
    /** Someone is somewhere, or something is kept: worth a line. A mask alone is only in the menu. */
    areas: offer.layers.some(({ kind }) => kind !== "inpaint"),
    bring: () =>
      carry.mutate(
        { versionId, fromVersionId: offer.fromVersionId },
        {
          onSuccess: (made) =>
            notify({
              title: count === 1 ? `A layer of ${from} brought along` : `${count} layers of ${from} brought along`,
              undo: () => drop.mutate(made),
            }),
        },
      ),
  };
}
