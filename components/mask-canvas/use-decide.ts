"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { versionName } from "@/components/storyboard/version-words";
import { type Input, type Output, useTRPC } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import type { CanvasVersion } from "./strip-items";
import { useCanvasHref } from "./use-canvas-href";

type Selection = Input["masks"]["acceptInside"]["selection"];
type Opened = Output["storyboard"]["version"];

/** Accept, reject and their ways back. The strip changes at once; a refusal puts the result back. */
export function useDecide({ version: { id: versionId } }: Opened) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const canvasHref = useCanvasHref();
  const key = trpc.storyboard.version.queryKey({ versionId });
  const mark = (id: string, state: CanvasVersion["state"]) =>
    queries.setQueryData(
      key,
      (now: Opened | undefined) =>
        now && { ...now, versions: now.versions.map((each) => (each.id === id ? { ...each, state } : each)) },
    );
  const refresh = () => queries.invalidateQueries({ queryKey: key });
  const onError = (error: { message: string }) => {
    refused(error);
    void refresh();
  };
  const accept = useMutation(trpc.storyboard.accept.mutationOptions({ onError, onSettled: refresh }));
  const inside = useMutation(trpc.masks.acceptInside.mutationOptions({ onError, onSettled: refresh }));
  const unaccept = useMutation(trpc.storyboard.unaccept.mutationOptions({ onError, onSettled: refresh }));
  const reject = useMutation(trpc.storyboard.reject.mutationOptions({ onError, onSettled: refresh }));
  const restore = useMutation(trpc.storyboard.restore.mutationOptions({ onError, onSettled: refresh }));
  const choose = useMutation(trpc.storyboard.choose.mutationOptions({ onError, onSettled: refresh }));

  const open = (id: string) => router.push(canvasHref(id));
  const bringBack = (id: string) => {
    mark(id, "staged");
    restore.mutate({ versionId: id });
  };
  return {
    open,
    bringBack,
    show: (id: string) => choose.mutate({ versionId: id }),
    accept: async ({ id, kind }: CanvasVersion) => {
      const { number } = await accept.mutateAsync({ versionId: id });
      const name = versionName(number);
      const shown = kind === "picture";
      notify({
        title: `${name} accepted`,
        description: shown ? "The frame shows it now." : "It is kept beside the frame's picture.",
        undo: () => unaccept.mutate({ versionId: id }),
        action: { label: `Open ${name}`, run: () => open(id) },
      });
    },
    /** The picture with this result inside the selection becomes the next version; what is outside stays to the byte. */
    acceptInside: async ({ id: resultId }: CanvasVersion, selection: Selection) => {
      const { id, number } = await inside.mutateAsync({ versionId, resultId, selection });
      const name = versionName(number);
      notify({
        title: `${name} made of a part of the result`,
        description: "The frame shows it now. The rest of the picture is as it was.",
        undo: () => unaccept.mutate({ versionId: id }),
        action: { label: `Open ${name}`, run: () => open(id) },
      });
    },
    reject: ({ id, title }: CanvasVersion) => {
      mark(id, "rejected");
      reject.mutate({ versionId: id });
      notify({
        title: `Rejected ${title || "the result"}`,
        description: "It stays in the history.",
        undo: () => bringBack(id),
      });
    },
  };
}

export type Decide = ReturnType<typeof useDecide>;
