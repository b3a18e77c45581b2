import { mediaUrl } from "@/components/media/url";
import type { LadderSize } from "@/contract/media";

/** The pixels of a picture at a size, as the browser draws it. Throws when it cannot be loaded. */
export async function readPixels(mediaId: string, size: LadderSize): Promise<ImageData> {
  const image = new Image();
  image.src = mediaUrl(mediaId, size);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("This browser gives no canvas to read the picture with.");
  pen.drawImage(image, 0, 0);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
