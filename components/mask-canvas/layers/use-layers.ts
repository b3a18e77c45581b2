"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { messageOf } from "@/components/studio/problem";
import { useAddress } from "@/components/studio/use-address";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { refused } from "@/components/ui/refused";
import type { MaskPost } from "@/contract/mask/document";
import type { OpenedMask } from "../use-mask";
import { LayerDocuments } from "./layer-documents";
import type { Layer } from "./layer-words";

const none: readonly Layer[] = [];

export type Layers = {
  /** From the bottom up. */
  layers: readonly Layer[];
  active: Layer | null;
  /** Also kept in the address, so that a reload paints on. */
  activate: (id: string) => void;
  /** Another picture of the frame over this one, to be painted in. */
  addPicture: (picture: { mediaId: string; name: string }) => Promise<void>;
  /** Why a picture cannot be a layer of this version; undefined when it can. */
  whyNoLayer: (picture: { width: number; height: number }) => string | undefined;
  /** This person only looks: every layer is locked for them alone. */
  viewOnly: boolean;
  setViewOnly: (viewOnly: boolean) => void;
  /** Grow, feather and invert of the active layer. */
  post: MaskPost;
  setPost: (post: MaskPost) => Promise<void>;
};

/** The layers of the open version, in step with the server and with the editor's documents. */
export function useLayers(
  mask: OpenedMask | null,
  versionId: string,
  setInpaintPost: (post: MaskPost) => Promise<void>,
): Layers | null {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { get, set } = useAddress();
  const { data: layers = none } = useQuery(trpc.masks.layers.queryOptions({ versionId }, { enabled: mask !== null }));
  const editor = mask?.editor ?? null;
  const [viewOnly, setViewOnly] = useState(false);
  const [documents, setDocuments] = useState<LayerDocuments | null>(null);
  useEffect(() => {
    if (!editor) return setDocuments(null);
    const made = new LayerDocuments(client, editor, (error) => refused({ message: messageOf(error) }));
    setDocuments(made);
    return () => made.close();
  }, [client, editor]);
  useEffect(() => {
    if (layers.length > 0) documents?.show(layers);
  }, [documents, layers]);
  // The layer of the address is opened once; from then on the editor says which one is painted on.
  const [first] = useState(get("layer"));
  useEffect(() => {
    if (first !== "") documents?.activate(first);
  }, [documents, first]);

  const activeId = useSyncExternalStore(
    useCallback((changed: () => void) => editor?.subscribe(changed) ?? (() => {}), [editor]),
    () => editor?.getSnapshot().document ?? "",
    () => "",
  );
  if (!mask) return null;
  const active = layers.find(({ id }) => id === activeId) ?? null;
  const key = trpc.masks.layers.queryKey({ versionId });
  const own = active?.id === mask.id || active === null;
  return {
    ...{ layers, active, viewOnly },
    addPicture: async (picture) => {
      const { id } = await client.masks.addLayer.mutate({ versionId, kind: "picture", ...picture });
      await queries.invalidateQueries({ queryKey: key });
      documents?.activate(id);
      set({ layer: id });
    },
    whyNoLayer: ({ width, height }) => {
      const first = mask.editor.documents.active.mask;
      if (first.width === width && first.height === height) return undefined;
      return `It is ${width} × ${height} pixels, this version ${first.width} × ${first.height}`;
    },
    setViewOnly: (next) => {
      setViewOnly(next);
      documents?.setViewOnly(next);
    },
    activate: (id) => {
      documents?.activate(id);
      set({ layer: id === mask.id ? null : id });
    },
    post: own ? mask.post : active.post,
    setPost: async (post) => {
      if (own) return setInpaintPost(post);
      queries.setQueryData(key, (now) => now?.map((each) => (each.id === active.id ? { ...each, post } : each)));
      try {
        await client.masks.setPost.mutate({ maskId: active.id, post });
      } finally {
        void queries.invalidateQueries({ queryKey: key });
      }
    },
  };
}
