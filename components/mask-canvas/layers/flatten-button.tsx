"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { versionName } from "@/components/storyboard/version-words";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { tip } from "@/components/ui/tip";
import type { MaskEditor } from "../engine/editor-types";
import { useCanvasHref } from "../use-canvas-href";

/** Makes the picture with its picture layers the next version of the frame; the layers stay as they are. */
export function FlattenButton({ editor, versionId }: { editor: MaskEditor; versionId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const canvasHref = useCanvasHref();
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.storyboard.version.queryKey({ versionId }) });
  const flatten = useMutation(trpc.masks.flatten.mutationOptions({ onError: refused, onSettled }));
  const unaccept = useMutation(trpc.storyboard.unaccept.mutationOptions({ onError: refused, onSettled }));
  const run = async () => {
    // Strokes that are still on their way belong into it.
    await editor.flush();
    flatten.mutate(
      { versionId },
      {
        onSuccess: ({ id, number }) =>
          notify({
            title: `${versionName(number)} made of the layers`,
            description: "The frame shows it now.",
            undo: () => unaccept.mutate({ versionId: id }),
            action: { label: `Open ${versionName(number)}`, run: () => router.push(canvasHref(id)) },
          }),
      },
    );
  };
  return (
    <Button
      size="sm"
      busy={flatten.isPending}
      onClick={() => void run()}
      {...tip("Make the next version of the layers")}
    >
      Flatten
    </Button>
  );
}
