import { byteAt, uint32At } from "@/contract/mask/bytes";
import { type Rect, TILE, type TiledMask } from "@/contract/mask/tiles";
import type { Viewport } from "../viewport";
import type { Rgb } from "./mask-look";
import { MipCache } from "./mip-cache";
import type { Region } from "./region";

/** Its colour over the picture, the mask itself in black and white, or its outline: colour is never the only way to see it. */
export type MaskView = "rubylith" | "bw" | "ants";

/** Device pixels to one of the picture, from which down the mask is drawn from its halves, its quarters. */
const fine = { halves: 0.6, quarters: 0.3 };
/** The same during a gesture: fewer canvases a frame, up to twice enlarged. */
const coarse = { halves: 1, quarters: 0.45 };
const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** One RGBA canvas per tile that is not uniform, made when first seen. Shows the mask, never is the mask. */
export class TileCache {
  private readonly mask: TiledMask;
  private readonly halves: MipCache;
  private readonly quarters: MipCache;
  private readonly canvases = new Map<number, HTMLCanvasElement>();
  private readonly stale = new Map<number, Rect>();
  private readonly pixels = new ImageData(TILE, TILE);
  private readonly words = new Uint32Array(this.pixels.data.buffer);
  private colours: Uint32Array;
  private view: MaskView = "rubylith";
  private colour: Rgb;

  constructor(mask: TiledMask, colour: Rgb) {
    this.mask = mask;
    this.halves = new MipCache(mask, 2);
    this.quarters = new MipCache(mask, 4);
    this.colour = colour;
    this.colours = coloursOf(this.view, colour);
    this.markAll();
  }

  setView(view: MaskView, colour: Rgb): void {
    if (view === this.view && colour.every((part, i) => part === this.colour[i])) return;
    this.view = view;
    this.colour = colour;
    this.colours = coloursOf(view, colour);
    this.canvases.clear();
    this.halves.clear();
    this.quarters.clear();
    this.markAll();
  }

  /** Takes over what the mask marked dirty; the answer is its bounds in image pixels, or null. */
  collect(): Region | null {
    let out = null as Region | null;
    for (const [index, { x, y, w, h }] of this.mask.dirty) {
      const left = (index % this.mask.cols) * TILE + x;
      const top = Math.floor(index / this.mask.cols) * TILE + y;
      out = {
        x0: Math.min(out?.x0 ?? left, left),
        y0: Math.min(out?.y0 ?? top, top),
        x1: Math.max(out?.x1 ?? 0, left + w),
        y1: Math.max(out?.y1 ?? 0, top + h),
      };
      this.addStale(index, { x, y, w, h });
      this.halves.mark(index, { x, y, w, h });
      this.quarters.mark(index, { x, y, w, h });
    }
    this.mask.dirty.clear();
    return out;
  }

  /** Draws the tiles that meet `region`; `rough`: quickly, unsmoothed. Tile edges are rounded to device pixels, or seams would show between them. */
  paint(g: CanvasRenderingContext2D, view: Viewport, ratio: number, region: Region, rough = false): void {
    const scale = view.scale * ratio;
    const below = rough ? coarse : fine;
    const [ox, oy] = [view.x * ratio, view.y * ratio];
    g.imageSmoothingEnabled = !rough && scale < 2;
    const seen = {
      x0: Math.floor((region.x0 - ox) / scale) - 1,
      y0: Math.floor((region.y0 - oy) / scale) - 1,
      x1: Math.ceil((region.x1 - ox) / scale) + 1,
      y1: Math.ceil((region.y1 - oy) / scale) + 1,
    };
    if (scale <= below.halves && this.view !== "bw") {
      const mips = scale <= below.quarters ? this.quarters : this.halves;
      mips.paint(g, seen, { scale, ox, oy }, this.colours);
      return;
    }
    const parts = this.mask.parts(seen.x0, seen.y0, seen.x1, seen.y1);
    for (const { index, left, top } of parts) {
      const tile = this.mask.tile(index);
      if (tile === 0 && this.view === "rubylith") continue;
      const w = Math.min(TILE, this.mask.width - left);
      const h = Math.min(TILE, this.mask.height - top);
      const [x0, y0] = [Math.round(left * scale + ox), Math.round(top * scale + oy)];
      const [x1, y1] = [Math.round((left + w) * scale + ox), Math.round((top + h) * scale + oy)];
      if (typeof tile === "number") {
        this.canvases.delete(index);
        g.fillStyle = css(this.view, this.colour, tile);
        g.fillRect(x0, y0, x1 - x0, y1 - y0);
      } else g.drawImage(this.canvasOf(index, tile), 0, 0, w, h, x0, y0, x1 - x0, y1 - y0);
    }
  }

  private canvasOf(index: number, tile: Uint8Array): HTMLCanvasElement {
    let canvas = this.canvases.get(index);
    if (!canvas) {
      canvas = document.createElement("canvas");
      canvas.width = TILE;
      canvas.height = TILE;
      this.canvases.set(index, canvas);
      this.stale.set(index, { x: 0, y: 0, w: TILE, h: TILE });
    }
    const rect = this.stale.get(index);
    if (rect) this.bake(canvas, tile, rect);
    this.stale.delete(index);
    return canvas;
  }

  private bake(canvas: HTMLCanvasElement, tile: Uint8Array, { x, y, w, h }: Rect): void {
    for (let row = y; row < y + h; row++)
      for (let o = row * TILE + x; o < row * TILE + x + w; o++) this.words[o] = uint32At(this.colours, byteAt(tile, o));
    canvas.getContext("2d")?.putImageData(this.pixels, 0, 0, x, y, w, h);
  }

  private addStale(index: number, add: Rect): void {
    const known = this.stale.get(index);
    if (!known) {
      this.stale.set(index, add);
      return;
    }
    const x = Math.min(known.x, add.x);
    const y = Math.min(known.y, add.y);
    const w = Math.max(known.x + known.w, add.x + add.w) - x;
    const h = Math.max(known.y + known.h, add.y + add.h) - y;
    this.stale.set(index, { x, y, w, h });
  }

  private markAll(): void {
    for (const { index } of this.mask.everyTile()) this.stale.set(index, { x: 0, y: 0, w: TILE, h: TILE });
  }
}

function coloursOf(view: MaskView, [r, g, b]: Rgb): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, value) =>
    view === "bw" ? pack(value, value, value, 255) : pack(r, g, b, value),
  );
}

const pack = (r: number, g: number, b: number, a: number) =>
  (littleEndian ? (a << 24) | (b << 16) | (g << 8) | r : (r << 24) | (g << 16) | (b << 8) | a) >>> 0;

const css = (view: MaskView, [r, g, b]: Rgb, value: number) =>
  view === "bw" ? `rgb(${value} ${value} ${value})` : `rgb(${r} ${g} ${b} / ${value / 255})`;
