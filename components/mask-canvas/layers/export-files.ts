import { encodePng } from "@/contract/mask/codec/png";
import type { MaskEditor } from "../engine/editor-types";
import type { Layer } from "./layer-words";

/** What a file may be called anywhere. */
export const fileName = (name: string, ending: string): string =>
  `${
    name
      .normalize("NFC")
      .replace(/[^\p{L}\p{N}._ -]+/gu, "-")
      .trim()
      .slice(0, 80) || "mask"
  }.${ending}`;

/** Hands bytes to the person as a file. */
export function save(bytes: Uint8Array<ArrayBuffer> | Blob, name: string, type: string): void {
  const url = URL.createObjectURL(bytes instanceof Blob ? bytes : new Blob([bytes], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A layer as an 8-bit grey PNG of exactly the picture's size, as painted: grow, feather and invert are not applied. */
export async function saveMaskPng(editor: MaskEditor, layer: Layer): Promise<void> {
  const session = editor.documents.get(layer.id);
  if (!session) throw new Error(`${layer.name} is still being loaded. Try again in a moment.`);
  const { mask } = session;
  save(await encodePng(mask.flat(), mask.width, mask.height), fileName(layer.name, "png"), "image/png");
}
