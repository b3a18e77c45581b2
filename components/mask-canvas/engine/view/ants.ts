import { byteAt } from "@/contract/mask/bytes";
import { TILE, type TiledMask } from "@/contract/mask/tiles";
import type { Size, Viewport } from "../viewport";

const STEP_MS = 120;
const BLACK = 0xff000000;
const WHITE = 0xffffffff;

/** Marching ants around what is masked by half or more, at screen resolution, on a canvas of their own. They stand still where less motion is wanted. */
export class Ants {
  private readonly canvas = document.createElement("canvas");
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");
  private mask: TiledMask | null = null;
  private view: Viewport = { scale: 1, x: 0, y: 0 };
  private size: Size = { width: 1, height: 1 };
  /** Offsets of the edge's pixels, as many as `count` says. */
  private edge = new Uint32Array(1024);
  private count = 0;
  private pixels = new ImageData(1, 1);
  private phase = 0;
  private frame = 0;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(container: HTMLElement) {
    Object.assign(this.canvas.style, { position: "absolute", inset: "0", pointerEvents: "none", display: "none" });
    this.canvas.setAttribute("aria-hidden", "true");
    container.append(this.canvas);
  }

  /** Null takes them away. */
  show(mask: TiledMask | null): void {
    this.mask = mask;
    this.canvas.style.display = mask ? "block" : "none";
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = mask && !this.still.matches ? setInterval(() => this.march(), STEP_MS) : null;
    this.refresh();
  }

  look(view: Viewport, size: Size): void {
    this.view = view;
    this.size = size;
    this.refresh();
  }

  /** The mask changed: drawn again with the next frame. */
  refresh(): void {
    if (!this.mask || this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.trace();
      this.paint();
    });
  }

  destroy(): void {
    if (this.timer !== null) clearInterval(this.timer);
    cancelAnimationFrame(this.frame);
    this.canvas.remove();
  }

  private trace(): void {
    const { mask, view } = this;
    const width = Math.max(1, Math.round(this.size.width));
    const height = Math.max(1, Math.round(this.size.height));
    if (this.canvas.width !== width || this.canvas.height !== height) {
      Object.assign(this.canvas, { width, height });
      this.pixels = new ImageData(width, height);
    } else this.pixels.data.fill(0);
    this.count = 0;
    if (!mask) return;
    const columns = Int32Array.from({ length: width }, (_, x) => Math.floor((x + 0.5 - view.x) / view.scale));
    let above = new Uint8Array(width);
    for (let y = 0; y < height; y++) {
      const row = insideRow(mask, Math.floor((y + 0.5 - view.y) / view.scale), columns);
      for (let x = 1; x < width; x++) if (row[x] !== row[x - 1] || row[x] !== above[x]) this.add(y * width + x);
      above = row;
    }
  }

  private add(offset: number): void {
    if (this.count === this.edge.length) {
      const more = new Uint32Array(this.edge.length * 2);
      more.set(this.edge);
      this.edge = more;
    }
    this.edge[this.count++] = offset;
  }

  private march(): void {
    this.phase++;
    this.paint();
  }

  private paint(): void {
    const words = new Uint32Array(this.pixels.data.buffer);
    const { width } = this.pixels;
    for (let i = 0; i < this.count; i++) {
      const offset = this.edge[i] ?? 0;
      words[offset] = ((offset % width) + Math.floor(offset / width) - this.phase) & 4 ? BLACK : WHITE;
    }
    this.canvas.getContext("2d")?.putImageData(this.pixels, 0, 0);
  }
}

/** 1 where the mask is half or more; outside the picture nothing is. */
function insideRow(mask: TiledMask, y: number, columns: Int32Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(columns.length);
  if (y < 0 || y >= mask.height) return out;
  const first = (y >> 8) * mask.cols;
  const line = (y & (TILE - 1)) << 8;
  for (let x = 0; x < out.length; x++) {
    const ix = columns[x] ?? -1;
    if (ix < 0 || ix >= mask.width) continue;
    const tile = mask.tile(first + (ix >> 8));
    const value = typeof tile === "number" ? tile : byteAt(tile, line | (ix & (TILE - 1)));
    if (value >= 128) out[x] = 1;
  }
  return out;
}
