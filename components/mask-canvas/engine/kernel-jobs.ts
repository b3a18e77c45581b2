import { encodePng } from "@/contract/mask/codec/png";
import type { MaskPost } from "@/contract/mask/document";
import { floodFill, type RgbaPicture } from "@/contract/mask/flood";
import { pixelSha256 } from "@/contract/mask/hash";
import type { PaintMode, RasterOp } from "@/contract/mask/ops";
import { rasterOp } from "@/contract/mask/raster-op";
import { type Rect, type Tile, TiledMask } from "@/contract/mask/tiles";
import { type UsedLook, type UsedPicture, usedPicture } from "./used-picture";

/** A document as the worker mirrors it: all of it the first time, then the tiles that are new. */
export type TileUpdate = { key: string; width: number; height: number; whole: boolean; tiles: [number, Tile][] };
export type FloodJob = { url: string; x: number; y: number; tolerance: number; contiguous: boolean; mode: PaintMode };

/** What can be asked of the kernel besides painting, and what it answers. */
export type KernelJobs = {
  hash: { ask: null; answer: string };
  png: { ask: { depth: 1 | 8 }; answer: Uint8Array<ArrayBuffer> };
  used: { ask: { post: MaskPost; rect: Rect; level: number; look: UsedLook }; answer: UsedPicture };
  flood: { ask: FloodJob; answer: RasterOp };
};
export type JobName = keyof KernelJobs;
/** `update` brings the mirror to the document the job is about. */
export type KernelRequest = {
  [N in JobName]: { id: number; name: N; ask: KernelJobs[N]["ask"]; update: TileUpdate | null };
}[JobName];
export type KernelReply = { id: number; answer: unknown } | { id: number; problem: string };

/** Reads and unpacks a picture's pixels, not premultiplied. */
export type LoadPicture = (url: string) => Promise<RgbaPicture>;

/** The slow half of the kernel: runs in the worker, or on the page where there is none. */
export class KernelDesk {
  private readonly load: LoadPicture;
  private mask = new TiledMask(1, 1);
  private picture: { url: string; pixels: Promise<RgbaPicture> } | null = null;

  constructor(load: LoadPicture) {
    this.load = load;
  }

  async run(request: KernelRequest): Promise<KernelJobs[JobName]["answer"]> {
    if (request.update) this.take(request.update);
    const { mask } = this;
    switch (request.name) {
      case "hash":
        return pixelSha256(mask);
      case "png":
        return encodePng(mask.flat(), mask.width, mask.height, request.ask.depth);
      case "used":
        return usedPicture(mask, request.ask);
      case "flood":
        return this.flood(request.ask);
    }
  }

  private take({ width, height, whole, tiles }: TileUpdate): void {
    if (whole) this.mask = new TiledMask(width, height);
    this.mask.begin();
    for (const [index, tile] of tiles) this.mask.put(index, tile);
    this.mask.end();
    this.mask.dirty.clear();
  }

  /** The pixels of the last picture are kept: a bucket is rarely poured once. */
  private async flood({ url, x, y, tolerance, contiguous, mode }: FloodJob): Promise<RasterOp> {
    if (this.picture?.url !== url) this.picture = { url, pixels: this.load(url) };
    try {
      const { pixels, ...frame } = floodFill(await this.picture.pixels, { x, y, tolerance, contiguous });
      return rasterOp(pixels, frame, mode);
    } catch (cause) {
      this.picture = null;
      throw cause;
    }
  }
}
