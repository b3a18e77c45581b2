"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Input, useTRPC } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import type { Layer } from "./layer-words";

type Change = Omit<Input["masks"]["updateLayer"], "maskId">;

/** What can be done to layers. Shown at once; a refusal says why and puts back what was there. */
export function useLayerActs(versionId: string, activate: (id: string) => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const queryKey = trpc.masks.layers.queryKey({ versionId });
  const refresh = () => queries.invalidateQueries({ queryKey });
  const show = (change: (now: Layer[]) => Layer[]) => queries.setQueryData(queryKey, (now) => now && change(now));
  const shared = { onError: refused, onSettled: refresh };
  const add = useMutation(trpc.masks.addLayer.mutationOptions(shared));
  const update = useMutation(trpc.masks.updateLayer.mutationOptions(shared));
  const order = useMutation(trpc.masks.orderLayers.mutationOptions(shared));
  const remove = useMutation(trpc.masks.deleteLayer.mutationOptions(shared));
  const restore = useMutation(trpc.masks.restoreLayer.mutationOptions(shared));

  const change = (id: string, asked: Change) => {
    show((now) => now.map((each) => (each.id === id ? ({ ...each, ...asked } as Layer) : each)));
    return update.mutateAsync({ maskId: id, ...asked });
  };
  return {
    add: async (layer: Omit<Input["masks"]["addLayer"], "versionId">) => {
      const { id } = await add.mutateAsync({ versionId, ...layer });
      await refresh();
      activate(id);
      return id;
    },
    change: (id: string, asked: Change) => void change(id, asked).catch(() => {}), // said already
    /** As `change`, with a way back in a notice. */
    settle: async (layer: Layer, asked: Change, title: string) => {
      const { before } = await change(layer.id, asked);
      notify({ title, undo: () => void change(layer.id, before as Change).catch(() => {}) });
    },
    order: (ids: string[]) => {
      show((now) => ids.flatMap((id) => now.find((each) => each.id === id) ?? []));
      order.mutate({ versionId, maskIds: ids });
    },
    remove: (layer: Layer) => {
      show((now) => now.filter(({ id }) => id !== layer.id));
      remove.mutate(
        { maskId: layer.id },
        {
          onSuccess: () =>
            notify({
              title: `Deleted ${layer.name}`,
              description: "All its strokes are kept.",
              undo: () => restore.mutate({ maskId: layer.id }),
            }),
        },
      );
    },
  };
}

export type LayerActs = ReturnType<typeof useLayerActs>;
