"use client";

import { useCallback, useEffect, useState } from "react";
import { mediaUrl } from "@/components/media/url";
import { singleKeysOn } from "@/components/shell/shortcuts";
import { messageOf } from "@/components/studio/problem";
import { useTRPCClient } from "@/components/trpc";
import { onLiveEvent } from "@/components/use-live";
import { fromBase64 } from "@/contract/mask/codec/base64";
import type { MaskPost } from "@/contract/mask/document";
import { createEditor } from "./engine/editor";
import type { MaskEditor } from "./engine/editor-types";
import { olderOf } from "./layers/layer-documents";
import { MaskPull, sendTo } from "./mask-link";

export type OpenedMask = { id: string; editor: MaskEditor; post: MaskPost };
export type MaskState = { step: "opening" } | { step: "open"; mask: OpenedMask } | { step: "failed"; message: string };

type Client = ReturnType<typeof useTRPCClient>;
type Wanted = { versionId: string; picture: { id: string; width: number; height: number }; actorId: string };

/** The mask of a version in an editor inside `container`, kept in step with the server while mounted. */
export function useMask(container: HTMLDivElement | null, { versionId, picture, actorId }: Wanted) {
  const client = useTRPCClient();
  const [state, setState] = useState<MaskState>({ step: "opening" });
  const [attempt, setAttempt] = useState(0);
  const reopen = useCallback(() => setAttempt((n) => n + 1), []);
  const { id: pictureId, width, height } = picture;
  useEffect(() => {
    if (!container) return;
    let close: (() => void) | undefined;
    let gone = false;
    setState({ step: "opening" });
    openMask(client, container, {
      versionId,
      actorId,
      image: { url: mediaUrl(pictureId, "full"), width, height },
      isGone: () => gone,
      onStale: reopen,
      onPost: (post) => setState((now) => withPost(now, post)),
    }).then(
      (opened) => {
        if (!opened) return;
        close = opened.close;
        if (gone) close();
        else setState({ step: "open", mask: opened.mask });
      },
      (error: unknown) => !gone && setState({ step: "failed", message: messageOf(error) }),
    );
    return () => {
      gone = true;
      close?.();
    };
  }, [container, client, versionId, actorId, pictureId, width, height, attempt, reopen]);
  return { state, reopen, setPost: useSetPost(client, state, setState) };
}

const withPost = (state: MaskState, post: MaskPost): MaskState =>
  state.step === "open" && !samePost(state.mask.post, post) ? { ...state, mask: { ...state.mask, post } } : state;

const samePost = (a: MaskPost, b: MaskPost) => a.grow === b.grow && a.feather === b.feather && a.invert === b.invert;

type Opening = Pick<Wanted, "versionId" | "actorId"> & {
  image: { url: string; width: number; height: number };
  isGone: () => boolean;
  onStale: () => void;
  onPost: (post: MaskPost) => void;
};

async function openMask(client: Client, container: HTMLDivElement, opening: Opening) {
  const mask = await client.masks.open.mutate({ versionId: opening.versionId });
  if (opening.isGone()) return null;
  const editor = await createEditor(container, {
    documentKey: mask.id,
    image: opening.image,
    checkpoint: mask.checkpoint === null ? null : fromBase64(mask.checkpoint),
    ops: mask.ops,
    actorId: opening.actorId,
    checkpointSeq: mask.checkpointSeq,
    loadOlder: olderOf(client, mask.id),
    send: sendTo(client, mask.id),
    singleKeys: singleKeysOn(),
    onStale: opening.onStale,
  });
  const link = new MaskPull(client, mask, (ops) => editor.applyRemote(ops), opening.onPost);
  const pull = () => void link.pull();
  const stopLive = onLiveEvent((topic, id) => topic === "mask" && id === mask.id && pull());
  const whenSeen = () => document.visibilityState === "visible" && pull();
  document.addEventListener("visibilitychange", whenSeen);
  window.addEventListener("online", pull);
  const close = () => {
    stopLive();
    document.removeEventListener("visibilitychange", whenSeen);
    window.removeEventListener("online", pull);
    editor.destroy();
  };
  return { mask: { id: mask.id, editor, post: mask.post }, close };
}

/** Shown at once; put back when the server refuses. Rejects with its words. */
const useSetPost = (client: Client, state: MaskState, setState: (change: (now: MaskState) => MaskState) => void) => {
  const mask = state.step === "open" ? state.mask : null;
  return async (post: MaskPost): Promise<void> => {
    if (!mask) return;
    setState((now) => withPost(now, post));
    try {
      await client.masks.setPost.mutate({ maskId: mask.id, post });
    } catch (error) {
      setState((now) => withPost(now, mask.post));
      throw error;
    }
  };
};
