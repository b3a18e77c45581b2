"use client";

import { mediaUrl } from "@/components/media/url";
import { messageOf } from "@/components/studio/problem";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import type { MaskEditor } from "./engine/editor-types";
import type { Layers } from "./layers/use-layers";
import { afterLeaving, type MaskResult } from "./strip-items";
import type { Decide } from "./use-decide";
import type { Results } from "./use-results";

export type MaskMode = "add" | "replace" | "erase";
const said: Record<MaskMode, string> = {
  add: "Added to the mask",
  replace: "Replaced the mask",
  erase: "Subtracted from the mask",
};

/** What can be done with the chosen item of the strip. */
export function useResultActs(editor: MaskEditor, results: Results, decide: Decide, layers: Layers | null) {
  const { items, selected, select, hide } = results;
  const leave = () => selected && select(afterLeaving(items, selected.key)?.key ?? null);
  const take = async ({ picture }: MaskResult, mode: MaskMode) => {
    try {
      const answer = await fetch(mediaUrl(picture.id, "original"));
      if (!answer.ok) throw new Error("The mask picture could not be fetched. Try again.");
      await editor.addMaskPng(new Uint8Array(await answer.arrayBuffer()), mode);
      select(null);
      notify({ title: said[mode] });
    } catch (error) {
      refused({ message: messageOf(error) });
    }
  };
  const version = selected?.kind === "version" ? selected.version : undefined;
  const whyNoLayer = version && layers?.whyNoLayer(version.picture);
  return {
    whyNoLayer,
    /** The result over the picture, seen only where it is painted or lassoed in: accept part of it. */
    asLayer: () => {
      if (!version || !layers || whyNoLayer !== undefined) return;
      const name = `${version.title || "Result"}${version.seed === null ? "" : ` ${version.seed}`}`.slice(0, 120);
      layers.addPicture({ mediaId: version.picture.id, name }).then(
        () => {
          select(null);
          editor.setTool("lasso");
          notify({
            title: "A layer of this result",
            description: "Lasso or paint what of it should show, then flatten.",
          });
        },
        (error: unknown) => refused({ message: messageOf(error) }),
      );
    },
    take: (mode: MaskMode) => {
      if (selected?.kind === "mask") void take(selected.mask, mode);
    },
    accept: () => {
      if (selected?.kind === "mask") return void take(selected.mask, "add");
      if (!selected) return;
      decide.accept(selected.version).then(
        () => select(null),
        () => {}, // The refusal is already on screen.
      );
    },
    acceptInside: (selection: Parameters<Decide["acceptInside"]>[1]) => {
      if (selected?.kind === "version") decide.acceptInside(selected.version, selection).catch(() => {});
    },
    reject: () => {
      if (!selected) return;
      leave();
      if (selected.kind === "mask") hide(selected.key);
      else decide.reject(selected.version);
    },
  };
}

export type ResultActs = ReturnType<typeof useResultActs>;
