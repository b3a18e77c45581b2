import { mediaUrl } from "@/components/media/url";
import type { RgbaPicture } from "@/contract/mask/import";

/** Upright straight RGBA of a file or of the studio's picture. Throws when the browser cannot read it. */
export async function picturePixels(source: File | { mediaId: string }): Promise<RgbaPicture> {
  const blob = source instanceof File ? source : await fetchPicture(source.mediaId);
  const bitmap = await createImageBitmap(blob, {
    imageOrientation: "from-image",
    premultiplyAlpha: "none",
    colorSpaceConversion: "none",
  }).catch(() => {
    throw new Error(
      `${source instanceof File ? source.name : "The picture"} could not be read: give a PNG, JPEG or WebP.`,
    );
  });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("This browser gives no canvas to read the picture with.");
  pen.drawImage(bitmap, 0, 0);
  bitmap.close();
  // Plain fields: those of ImageData are not its own, and a copy of it would have none.
  const { width, height, data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  return { width, height, data };
}

const fetchPicture = async (mediaId: string): Promise<Blob> => {
  const answer = await fetch(mediaUrl(mediaId, "full"));
  if (!answer.ok) throw new Error("The picture could not be fetched. Try again.");
  return answer.blob();
};

/** Words that refuse a picture of another size, with both sizes; undefined when it fits. */
export const sizeProblem = (
  { width, height }: { width: number; height: number },
  wanted: { width: number; height: number },
): string | undefined =>
  width === wanted.width && height === wanted.height
    ? undefined
    : `This picture is ${width} × ${height} pixels, the version ${wanted.width} × ${wanted.height}. Export it in that size and try again.`;
