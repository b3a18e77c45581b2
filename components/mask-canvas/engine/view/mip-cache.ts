import { byteAt, uint32At } from "@/contract/mask/bytes";
import { type Rect, TILE, type TiledMask } from "@/contract/mask/tiles";
import type { Region } from "./region";

/** The mask at a half or a quarter, for when a large picture is fitted: a frame then draws 4 or 16 times fewer canvases. */
export class MipCache {
  private readonly mask: TiledMask;
  /** Tiles to a side of a group, which is one canvas of 256 pixels; also how many pixels of the mask go into one. */
  private readonly group: 2 | 4;
  private readonly side: number;
  private readonly shift: number;
  private readonly columns: number;
  private readonly canvases = new Map<number, HTMLCanvasElement>();
  /** In the group's own pixels. */
  private readonly stale = new Map<number, Region>();
  private readonly pixels = new ImageData(TILE, TILE);
  private readonly words = new Uint32Array(this.pixels.data.buffer);

  constructor(mask: TiledMask, group: 2 | 4) {
    this.mask = mask;
    this.group = group;
    this.side = TILE * group;
    this.shift = group >> 1;
    this.columns = Math.ceil(mask.cols / group);
  }

  clear(): void {
    this.canvases.clear();
    this.stale.clear();
  }

  /** A part of a tile changed, in the tile's pixels. */
  mark(index: number, { x, y, w, h }: Rect): void {
    const [col, row] = [index % this.mask.cols, Math.floor(index / this.mask.cols)];
    const { group: size, shift } = this;
    const group = Math.floor(row / size) * this.columns + Math.floor(col / size);
    if (!this.canvases.has(group)) return;
    const [left, top] = [(col % size) * (TILE >> shift), (row % size) * (TILE >> shift)];
    const up = size - 1;
    const known = this.stale.get(group) ?? { x0: TILE, y0: TILE, x1: 0, y1: 0 };
    this.stale.set(group, {
      x0: Math.min(known.x0, left + (x >> shift)),
      y0: Math.min(known.y0, top + (y >> shift)),
      x1: Math.max(known.x1, left + ((x + w + up) >> shift)),
      y1: Math.max(known.y1, top + ((y + h + up) >> shift)),
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
    const { side, group: size } = this;
    const last = { x: Math.min(width, image.x1), y: Math.min(height, image.y1) };
    for (let top = Math.floor(Math.max(0, image.y0) / side) * side; top < last.y; top += side)
      for (let left = Math.floor(Math.max(0, image.x0) / side) * side; left < last.x; left += side) {
        const group = (top / side) * this.columns + left / side;
        if (this.isBlank(left, top)) {
          this.canvases.delete(group);
          continue;
        }
        const [w, h] = [Math.min(side, width - left), Math.min(side, height - top)];
        const [x0, y0] = [Math.round(left * to.scale + to.ox), Math.round(top * to.scale + to.oy)];
        const [x1, y1] = [Math.round((left + w) * to.scale + to.ox), Math.round((top + h) * to.scale + to.oy)];
        g.drawImage(this.canvasOf(group, left, top, colours), 0, 0, w / size, h / size, x0, y0, x1 - x0, y1 - y0);
      }
  }

  private isBlank(left: number, top: number): boolean {
    return this.mask
      .parts(left, top, left + this.side, top + this.side)
      .every(({ index }) => this.mask.tile(index) === 0);
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

  /** Each pixel is the mean of four places in its block. */
  private bake(canvas: HTMLCanvasElement, left: number, top: number, part: Region, colours: Uint32Array): void {
    const { group: size, shift } = this;
    const near = shift - 1;
    const whole = { x: left + part.x0 * size, y: top + part.y0 * size };
    const end = { x: left + part.x1 * size, y: top + part.y1 * size };
    this.words.fill(uint32At(colours, 0));
    for (const { index, left: tx, top: ty, x0, y0, x1, y1 } of this.mask.parts(whole.x, whole.y, end.x, end.y)) {
      const tile = this.mask.tile(index);
      for (let y = y0; y < y1; y += size) {
        let o = ((ty + y - top) >> shift) * TILE + ((tx + x0 - left) >> shift);
        for (let x = x0; x < x1; x += size, o++) {
          let value = tile;
          if (typeof value !== "number") {
            const i = (y + near) * TILE + x + near;
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
