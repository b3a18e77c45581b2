import { byteAt } from "@/contract/mask/bytes";
import { encodeRgbaPng } from "@/contract/mask/codec/png";
import type { TiledMask } from "@/contract/mask/tiles";
import type { MaskEditor } from "../engine/editor-types";
import { type DrawnLayer, drawnLayers, type Pixels, pixelsOf } from "./drawn-layers";
import { fileName, save } from "./export-files";
import type { Layer } from "./layer-words";
import { openRaster, type RasterLayer } from "./open-raster";

/** The picture and every layer of it as one OpenRaster file: masks in their colour, picture layers cut by their masks. */
export async function saveOpenRaster(
  editor: MaskEditor,
  layers: readonly Layer[],
  pictureId: string,
  name: string,
): Promise<void> {
  const drawn = await drawnLayers(editor, layers, pictureId);
  const out: RasterLayer[] = [];
  for (const { pixels, mask, ...rest } of drawn.layers) out.push({ ...rest, png: await cut(pixels, mask) });
  const { data, ...size } = drawn.merged;
  const png = await encodeRgbaPng(data, size);
  const zip = openRaster({ ...size, layers: out, merged: png, thumbnail: await smaller(png, drawn.merged) });
  save(zip, fileName(name, "ora"), "image/openraster");
}

/** The same as a Photoshop file, which keeps the mask of a picture layer beside it. */
export async function savePsd(
  editor: MaskEditor,
  layers: readonly Layer[],
  pictureId: string,
  name: string,
): Promise<void> {
  const [drawn, { psdOf }] = await Promise.all([drawnLayers(editor, layers, pictureId), import("./psd")]);
  save(psdOf(drawn), fileName(name, "psd"), "image/vnd.adobe.photoshop");
}

/** The picture with the mask as transparency, as ComfyUI's mask editor keeps it: what is see-through is repainted. */
export async function saveComfyAlpha(mask: TiledMask, pictureId: string, name: string): Promise<void> {
  const { data, ...size } = await pixelsOf(pictureId);
  const flat = mask.flat();
  for (let i = 0; i < flat.length; i++) data[i * 4 + 3] = 255 - byteAt(flat, i);
  save(await encodeRgbaPng(data, size), fileName(name, "png"), "image/png");
}

/** Leaves of the picture what the mask holds. */
function cut({ data, ...size }: Pixels, mask: DrawnLayer["mask"]): Promise<Uint8Array> {
  if (!mask) return encodeRgbaPng(data, size);
  const out = data.slice();
  for (let i = 0; i < mask.length; i++) out[i * 4 + 3] = Math.round((byteAt(data, i * 4 + 3) * byteAt(mask, i)) / 255);
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
