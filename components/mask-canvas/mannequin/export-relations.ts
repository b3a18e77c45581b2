import { mediaUrl } from "@/components/media/url";
import { byteAt } from "@/contract/mask/bytes";
import { encodePng } from "@/contract/mask/codec/png";
import { maskBounds } from "@/contract/mask/model-box";
import type { TiledMask } from "@/contract/mask/tiles";
import type { MaskEditor } from "../engine/editor-types";
import { fileName, save } from "../layers/export-files";
import { colourOf, type Layer } from "../layers/layer-words";
import { storeZip, type ZipEntry } from "../layers/zip";
import { coverCrop, relationsOf } from "./relations";

type Fetched = { bytes: Uint8Array; ending: string; bitmap: ImageBitmap };

/** Masks, pictures, what belongs to what and the draft as one archive. Throws in words when something cannot be fetched. */
export async function saveRelations(
  editor: MaskEditor,
  layers: readonly Layer[],
  pictureId: string,
  name: string,
): Promise<void> {
  const regions = layers
    .filter(({ kind }) => kind === "region")
    .map((layer) => {
      const mask = editor.documents.get(layer.id)?.mask;
      if (!mask) throw new Error(`${layer.name} is still being loaded. Try again in a moment.`);
      return { ...layer, colour: colourOf(layer), mask, box: maskBounds(mask) };
    });
  const [first] = regions;
  if (!first) throw new Error("There is no region yet: add one, and give it a picture.");
  const { width, height } = first.mask;
  const ids = [...new Set(regions.flatMap(({ box, mediaId }) => (box && mediaId ? mediaId : [])))];
  const fetched = new Map(await Promise.all(ids.map(async (id) => [id, await fetchPicture(id)] as const)));
  const made = relationsOf(regions, { width, height, ending: (id) => fetched.get(id)?.ending ?? "png" });
  const under = await fetchPicture(pictureId);
  const bound = regions.filter(({ box, mediaId }) => box && mediaId);
  const entries: ZipEntry[] = [
    { name: "relations.json", bytes: new TextEncoder().encode(`${JSON.stringify(made, null, 2)}\n`) },
  ];
  for (const [n, { mask }] of bound.entries())
    entries.push({ name: made.relations[n]?.mask ?? "", bytes: await encodePng(mask.flat(), width, height) });
  for (const { picture, mediaId } of made.relations)
    if (!entries.some((entry) => entry.name === picture))
      entries.push({ name: picture, bytes: fetched.get(mediaId)?.bytes ?? new Uint8Array() });
  const pen = page(width, height);
  pen.drawImage(under.bitmap, 0, 0, width, height);
  entries.push({ name: made.under, bytes: await pngOf(pen) });
  for (const { mask, box, mediaId } of bound) {
    const picture = fetched.get(mediaId ?? "");
    if (picture && box) pen.drawImage(cutOut(picture.bitmap, mask, box), box.x, box.y);
  }
  entries.push({ name: made.draft, bytes: await pngOf(pen) });
  save(storeZip(entries), fileName(`${name} references`, "zip"), "application/zip");
}

/** A picture that fills a box and shows only where the mask does. */
function cutOut(picture: ImageBitmap, mask: TiledMask, box: { x: number; y: number; w: number; h: number }) {
  const pen = page(box.w, box.h);
  const from = coverCrop(picture, box);
  pen.drawImage(picture, from.x, from.y, from.w, from.h, 0, 0, box.w, box.h);
  const image = pen.getImageData(0, 0, box.w, box.h);
  const flat = mask.flat();
  for (let y = 0; y < box.h; y++)
    for (let x = 0; x < box.w; x++) {
      const i = (y * box.w + x) * 4 + 3;
      image.data[i] = Math.round(((image.data[i] ?? 0) * byteAt(flat, (box.y + y) * mask.width + box.x + x)) / 255);
    }
  pen.putImageData(image, 0, 0);
  return pen.canvas;
}

function page(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const pen = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("This browser gives no canvas to draw the draft with.");
  return pen;
}

const pngOf = async ({ canvas }: OffscreenCanvasRenderingContext2D): Promise<Uint8Array> =>
  new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());

const endings: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/tiff": "tif",
  "image/gif": "gif",
};

async function fetchPicture(mediaId: string): Promise<Fetched> {
  const [original, shown] = await Promise.all([fetch(mediaUrl(mediaId, "original")), fetch(mediaUrl(mediaId, "full"))]);
  if (!original.ok || !shown.ok) throw new Error("A picture could not be fetched. Try again.");
  const type = original.headers.get("content-type")?.split(";")[0] ?? "";
  const bytes = new Uint8Array(await original.arrayBuffer());
  return { bytes, ending: endings[type] ?? "bin", bitmap: await createImageBitmap(await shown.blob()) };
}
