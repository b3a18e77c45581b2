import { adjustInto } from "@/contract/mask/adjustment";
import { blendInto } from "@/contract/mask/blend";
import { byteAt } from "@/contract/mask/bytes";
import { encodeRgbaPng } from "@/contract/mask/codec/png";
import type { TiledMask } from "@/contract/mask/tiles";
import type { MaskEditor } from "../engine/editor-types";
import { fileName, save } from "./export-files";
import { colourOf, type Layer, rgbOf } from "./layer-words";
import { openRaster, type RasterLayer } from "./open-raster";
import { picturePixels } from "./picture-pixels";

type Pixels = { width: number; height: number; data: Uint8Array<ArrayBuffer> };

/** The picture and every layer of it as one OpenRaster file: masks in their colour, picture layers cut by their masks. */
export async function saveOpenRaster(
  editor: MaskEditor,
  layers: readonly Layer[],
  pictureId: string,
  name: string,
): Promise<void> {
  const base = await pixelsOf(pictureId);
  const merged = { ...base, data: base.data.slice() };
  const out: RasterLayer[] = [
    { name: "Picture", png: await encodeRgbaPng(base.data, base), opacity: 1, visible: true, blend: "normal" },
  ];
  for (const layer of layers) {
    const mask = editor.documents.get(layer.id)?.mask;
    if (!mask) throw new Error(`${layer.name} is still being loaded. Try again in a moment.`);
    const flat = mask.flat();
    const shared = { name: layer.name, visible: layer.visible };
    if (layer.kind === "picture" && layer.mediaId) {
      const above = await pixelsOf(layer.mediaId);
      if (layer.visible) blendInto(merged, above, flat, layer);
      out.push({ ...shared, png: await cut(above, flat), opacity: layer.opacity / 100, blend: layer.blend });
    } else if (layer.kind === "adjustment" && layer.adjustment) {
      // The format knows no adjustments: what this one makes of the picture below it, cut by its mask.
      const made = { ...merged, data: merged.data.slice() };
      adjustInto(made, flat, { adjustment: layer.adjustment, opacity: layer.opacity });
      if (layer.visible) merged.data = made.data;
      out.push({ ...shared, png: await cut(made, shown(flat)), opacity: 1, blend: "normal" });
    } else out.push({ ...shared, png: await tinted(flat, base, layer), opacity: 0.55, blend: "normal" });
  }
  const png = await encodeRgbaPng(merged.data, merged);
  const zip = openRaster({ ...base, layers: out, merged: png, thumbnail: await smaller(png, merged) });
  save(zip, fileName(name, "ora"), "image/openraster");
}

/** The picture with the mask as transparency, as ComfyUI's mask editor keeps it: what is see-through is repainted. */
export async function saveComfyAlpha(mask: TiledMask, pictureId: string, name: string): Promise<void> {
  const { data, ...size } = await pixelsOf(pictureId);
  const flat = mask.flat();
  for (let i = 0; i < flat.length; i++) data[i * 4 + 3] = 255 - byteAt(flat, i);
  save(await encodeRgbaPng(data, size), fileName(name, "png"), "image/png");
}

const pixelsOf = async (mediaId: string): Promise<Pixels> => {
  const { width, height, data } = await picturePixels({ mediaId });
  return { width, height, data: new Uint8Array(data) };
};

/** All of a pixel that is held at all: how far is in its colour already. */
const shown = (flat: Uint8Array): Uint8Array => flat.map((value) => (value > 0 ? 255 : 0));

/** Leaves of the picture what the mask holds. */
function cut({ data, ...size }: Pixels, flat: Uint8Array): Promise<Uint8Array> {
  const out = data.slice();
  for (let i = 0; i < flat.length; i++) out[i * 4 + 3] = Math.round((byteAt(data, i * 4 + 3) * byteAt(flat, i)) / 255);
  return encodeRgbaPng(out, size);
}

function tinted(flat: Uint8Array, size: { width: number; height: number }, layer: Layer): Promise<Uint8Array> {
  const out = new Uint8Array(flat.length * 4);
  const [r, g, b] = rgbOf(colourOf(layer));
  for (let i = 0; i < flat.length; i++) out.set([r, g, b, byteAt(flat, i)], i * 4);
  return encodeRgbaPng(out, size);
}

const THUMBNAIL = 256;

async function smaller(png: Uint8Array<ArrayBuffer>, { width, height }: Pixels): Promise<Uint8Array> {
  const scale = Math.min(1, THUMBNAIL / Math.max(width, height));
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const picture = await createImageBitmap(new Blob([png], { type: "image/png" }));
  const canvas = new OffscreenCanvas(w, h);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, w, h);
  return new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
}
