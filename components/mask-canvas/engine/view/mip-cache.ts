import { byteAt, uint32At } from "@/contract/mask/bytes";
import { type Rect, TILE, type TiledMask } from "@/contract/mask/tiles";
import type { Region } from "./tile-cache";

/** Tiles to a side of a group; a group is one canvas of 256 pixels at a quarter. */
const GROUP = 4;
const SIDE = TILE * GROUP;
/** At or below this many device pixels to one of the picture quarters are drawn: 16 times fewer canvases a frame. */
export const MIP_BELOW = 0.3;

/** The mask at a quarter, for when a large picture is fitted: panning then draws few canvases. */
export class MipCache {
  private readonly mask: TiledMask;
  private readonly columns: number;
  private readonly canvases = new Map<number, HTMLCanvasElement>();
  /** In the group's own pixels. */
  private readonly stale = new Map<number, Region>();
  private readonly pixels = new ImageData(TILE, TILE);
  private readonly words = new Uint32Array(this.pixels.data.buffer);

  constructor(mask: TiledMask) {
    this.mask = mask;
    this.columns = Math.ceil(mask.cols / GROUP);
  }

  clear(): void {
    this.canvases.clear();
    this.stale.clear();
  }

  /** A part of a tile changed, in the tile's pixels. */
  mark(index: number, { x, y, w, h }: Rect): void {
    const [col, row] = [index % this.mask.cols, Math.floor(index / this.mask.cols)];
    const group = Math.floor(row / GROUP) * this.columns + Math.floor(col / GROUP);
    if (!this.canvases.has(group)) return;
    const [left, top] = [(col % GROUP) * (TILE / GROUP), (row % GROUP) * (TILE / GROUP)];
    const known = this.stale.get(group) ?? { x0: TILE, y0: TILE, x1: 0, y1: 0 };
    this.stale.set(group, {
      x0: Math.min(known.x0, left + (x >> 2)),
      y0: Math.min(known.y0, top + (y >> 2)),
      x1: Math.max(known.x1, left + ((x + w + 3) >> 2)),
      y1: Math.max(known.y1, top + ((y + h + 3) >> 2)),
    });
  }

  /** Draws the groups that meet the image region. Edges are rounded to device pixels, or seams would show between them. */
  paint(
    g: CanvasRenderingContext2D,
    image: Region,
    to: { scale: number; ox: number; oy: number },
    colours: Uint32Array,
  ): void {
    const { width, height } = this.mask;
    const last = { x: Math.min(width, image.x1), y: Math.min(height, image.y1) };
    for (let top = Math.floor(Math.max(0, image.y0) / SIDE) * SIDE; top < last.y; top += SIDE)
      for (let left = Math.floor(Math.max(0, image.x0) / SIDE) * SIDE; left < last.x; left += SIDE) {
        const group = (top / SIDE) * this.columns + left / SIDE;
        if (this.isBlank(left, top)) {
          this.canvases.delete(group);
          continue;
        }
        const [w, h] = [Math.min(SIDE, width - left), Math.min(SIDE, height - top)];
        const [x0, y0] = [Math.round(left * to.scale + to.ox), Math.round(top * to.scale + to.oy)];
        const [x1, y1] = [Math.round((left + w) * to.scale + to.ox), Math.round((top + h) * to.scale + to.oy)];
        g.drawImage(this.canvasOf(group, left, top, colours), 0, 0, w / GROUP, h / GROUP, x0, y0, x1 - x0, y1 - y0);
      }
  }

  private isBlank(left: number, top: number): boolean {
    return this.mask.parts(left, top, left + SIDE, top + SIDE).every(({ index }) => this.mask.tile(index) === 0);
  }

  private canvasOf(group: number, left: number, top: number, colours: Uint32Array): HTMLCanvasElement {
    let canvas = this.canvases.get(group);
    if (!canvas) {
      canvas = document.createElement("canvas");
      Object.assign(canvas, { width: TILE, height: TILE });
      this.canvases.set(group, canvas);
      this.stale.set(group, { x0: 0, y0: 0, x1: TILE, y1: TILE });
    }
    const part = this.stale.get(group);
    if (part) this.bake(canvas, left, top, part, colours);
    this.stale.delete(group);
    return canvas;
  }

  /** Each pixel is the mean of four places in its block of 4 x 4. */
  private bake(canvas: HTMLCanvasElement, left: number, top: number, part: Region, colours: Uint32Array): void {
    const whole = { x: left + part.x0 * GROUP, y: top + part.y0 * GROUP };
    const end = { x: left + part.x1 * GROUP, y: top + part.y1 * GROUP };
    this.words.fill(uint32At(colours, 0));
    for (const { index, left: tx, top: ty, x0, y0, x1, y1 } of this.mask.parts(whole.x, whole.y, end.x, end.y)) {
      const tile = this.mask.tile(index);
      for (let y = y0; y < y1; y += GROUP) {
        let o = ((ty + y - top) >> 2) * TILE + ((tx + x0 - left) >> 2);
        for (let x = x0; x < x1; x += GROUP, o++) {
          let value = tile;
          if (typeof value !== "number") {
            const i = (y + 1) * TILE + x + 1;
            const sum = byteAt(value, i) + byteAt(value, i + 1) + byteAt(value, i + TILE) + byteAt(value, i + TILE + 1);
            value = (sum + 2) >> 2;
          }
          this.words[o] = uint32At(colours, value);
        }
      }
    }
    const { x0, y0, x1, y1 } = part;
    canvas.getContext("2d")?.putImageData(this.pixels, 0, 0, x0, y0, x1 - x0, y1 - y0);
  }
}
