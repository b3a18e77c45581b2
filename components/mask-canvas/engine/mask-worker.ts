import type { RgbaPicture } from "@/contract/mask/flood";
import { KernelDesk, type KernelReply, type KernelRequest } from "./kernel-jobs";

// The worker's own globals: the page's types are those of a window.
type Scope = {
  onmessage: ((event: MessageEvent<KernelRequest>) => void) | null;
  postMessage(reply: KernelReply, transfer: Transferable[]): void;
};
const scope = globalThis as unknown as Scope;
const desk = new KernelDesk(decoded);
let queue: Promise<void> = Promise.resolve();

// One after another: each may bring tiles the next builds on.
scope.onmessage = ({ data }) => {
  queue = queue.then(() => answer(data));
};

async function answer(request: KernelRequest): Promise<void> {
  const { id } = request;
  try {
    const done = await desk.run(request);
    scope.postMessage({ id, answer: done }, buffersOf(done));
  } catch (cause) {
    scope.postMessage({ id, problem: cause instanceof Error ? cause.message : String(cause) }, []);
  }
}

function buffersOf(done: unknown): Transferable[] {
  if (done instanceof Uint8Array) return [done.buffer];
  if (typeof done === "object" && done !== null && "data" in done && done.data instanceof Uint8ClampedArray)
    return [done.data.buffer];
  return [];
}

/** The file's own pixels, turned as its EXIF says, which is how the page shows it. */
async function decoded(url: string): Promise<RgbaPicture> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The picture could not be read (${response.status})`);
  const bitmap = await createImageBitmap(await response.blob(), {
    premultiplyAlpha: "none",
    colorSpaceConversion: "none",
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("This browser cannot read the picture's pixels");
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { data: context.getImageData(0, 0, width, height).data, width, height };
}
