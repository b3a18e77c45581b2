/// <reference lib="webworker" />
import { luma } from "@/contract/pixels/colour";
import { type FoundSheet, findSheet } from "@/contract/profile/sheet";

/** More than this is shrunk first, and boxes are scaled back: a browser may not give a larger canvas. */
const mostPixels = 40_000_000;

export type FindAnswer = FoundSheet | { failed: true };

const worker = self as unknown as DedicatedWorkerGlobalScope;

/** Finds the views of the picture at an address, off the main thread: eight megapixels take a tenth of a second. */
worker.onmessage = async ({ data: url }: MessageEvent<string>) => {
  const answer = (message: FindAnswer) => worker.postMessage(message);
  try {
    const response = await fetch(url);
    const picture = await createImageBitmap(await response.blob());
    const scale = Math.min(1, Math.sqrt(mostPixels / (picture.width * picture.height)));
    const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (!context) return answer({ failed: true });
    // What is clear shows the light ground it would lie on.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const plane = new Uint8Array(width * height);
    for (let i = 0; i < plane.length; i++)
      plane[i] = luma(data[4 * i] as number, data[4 * i + 1] as number, data[4 * i + 2] as number);
    const found = findSheet({ width, height, data: plane });
    const back = (value: number) => value / scale;
    answer({
      ...found,
      boxes: found.boxes.map((box) => ({
        ...{ x: back(box.x), y: back(box.y), width: back(box.width), height: back(box.height) },
      })),
    });
  } catch {
    answer({ failed: true });
  }
};
