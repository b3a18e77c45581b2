import { stealthText } from "@/contract/recipe/foreign/stealth";

/** More pixels than this are not searched: the canvas would take half a gigabyte. */
const pixelLimit = 40_000_000;

/** Text hidden in the alpha of a PNG or WebP, or null. Decoded without touching the values: one bit decides a letter. */
export async function hiddenText(file: Blob): Promise<string | null> {
  if (!/png|webp/.test(file.type)) return null;
  const bitmap = await createImageBitmap(file, { premultiplyAlpha: "none", colorSpaceConversion: "none" }).catch(
    () => null,
  );
  if (!bitmap) return null;
  try {
    const { width, height } = bitmap;
    if (width * height > pixelLimit) return null;
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) return null;
    context.drawImage(bitmap, 0, 0);
    return await stealthText(context.getImageData(0, 0, width, height).data, width, height);
  } finally {
    bitmap.close();
  }
}
