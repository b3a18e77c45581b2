import { adjustInto } from "@/contract/mask/adjustment";
import { blendInto } from "@/contract/mask/blend";
import { byteAt } from "@/contract/mask/bytes";
import type { BlendMode } from "@/contract/mask/layer";
import type { MaskEditor } from "../engine/editor-types";
import { colourOf, type Layer, rgbOf } from "./layer-words";
import { picturePixels } from "./picture-pixels";

/** Straight RGBA. */
export type Pixels = { width: number; height: number; data: Uint8Array<ArrayBuffer> };

/** A layer as a file of layers holds it: as large as the picture, seen through `mask` where it has one. `opacity` 0-1. */
export type DrawnLayer = {
  name: string;
  pixels: Pixels;
  mask: Uint8Array | null;
  opacity: number;
  visible: boolean;
  blend: BlendMode;
};

/**
 * The picture and every layer of it from the bottom up, and what all of it looks like: masks in their colour, picture layers
 * with their masks. Formats know no such adjustments: one is what it makes of the picture below it.
 */
export async function drawnLayers(
  editor: MaskEditor,
  layers: readonly Layer[],
  pictureId: string,
): Promise<{ layers: DrawnLayer[]; merged: Pixels }> {
  const base = await pixelsOf(pictureId);
  const merged = { ...base, data: base.data.slice() };
  const out: DrawnLayer[] = [{ name: "Picture", pixels: base, mask: null, opacity: 1, visible: true, blend: "normal" }];
  for (const layer of layers) {
    const held = editor.documents.get(layer.id)?.mask;
    if (!held) throw new Error(`${layer.name} is still being loaded. Try again in a moment.`);
    const mask = held.flat();
    const shared = { name: layer.name, visible: layer.visible };
    if (layer.kind === "picture" && layer.mediaId) {
      const pixels = await pixelsOf(layer.mediaId);
      if (layer.visible) blendInto(merged, pixels, mask, layer);
      out.push({ ...shared, pixels, mask, opacity: layer.opacity / 100, blend: layer.blend });
    } else if (layer.kind === "adjustment" && layer.adjustment) {
      const pixels = { ...merged, data: merged.data.slice() };
      adjustInto(pixels, mask, { adjustment: layer.adjustment, opacity: layer.opacity });
      if (layer.visible) merged.data = pixels.data.slice();
      // How far it goes is in its colours: of the mask only where it is at all.
      out.push({ ...shared, pixels, mask: mask.map((value) => (value > 0 ? 255 : 0)), opacity: 1, blend: "normal" });
    } else out.push({ ...shared, pixels: tinted(mask, base, layer), mask: null, opacity: 0.55, blend: "normal" });
  }
  return { layers: out, merged };
}

export const pixelsOf = async (mediaId: string): Promise<Pixels> => {
  const { width, height, data } = await picturePixels({ mediaId });
  return { width, height, data: new Uint8Array(data) };
};

function tinted(mask: Uint8Array, { width, height }: Pixels, layer: Layer): Pixels {
  const data = new Uint8Array(mask.length * 4);
  const [r, g, b] = rgbOf(colourOf(layer));
  for (let i = 0; i < mask.length; i++) data.set([r, g, b, byteAt(mask, i)], i * 4);
  return { width, height, data };
}
