import type { PaintMode, StrokeOp } from "@/contract/mask/ops";
import { encodePoints, simplifyStroke, toQuarter } from "@/contract/mask/points";
import { drawStrokePiece } from "@/contract/mask/raster";
import type { TiledMask } from "@/contract/mask/tiles";
import type { Sample } from "./tools/tool";

/** Size in pixels 1-2000, hardness in percent 0-100, opacity in percent 1-100. */
export type Brush = { size: number; hardness: number; opacity: number };

const FAINTEST = 0.05;

/** The stroke under the pointer: a preview in an open transaction. What is kept is drawn again from the op it becomes. */
export class LiveStroke {
  readonly mode: PaintMode;
  private readonly mask: TiledMask;
  readonly size: number;
  readonly hardness: number;
  readonly opacity: number;
  /** x, y, pressure triples on the stored grid, as far as it goes. */
  readonly points: number[] = [];

  constructor(mask: TiledMask, brush: Brush, mode: PaintMode) {
    this.mask = mask;
    this.mode = mode;
    this.size = Math.max(4, Math.min(8000, Math.round(brush.size * 4)));
    this.hardness = Math.max(0, Math.min(100, Math.round(brush.hardness)));
    this.opacity = Math.max(1, Math.min(100, Math.round(brush.opacity)));
    mask.begin();
  }

  /** Points are brought to the stored grid before the first pixel is drawn. */
  extend(samples: readonly Sample[]): void {
    for (const { image, pressure } of samples) {
      const [x, y] = [toQuarter(image.x), toQuarter(image.y)];
      const force = Math.round(255 * Math.max(FAINTEST, Math.min(1, pressure)));
      const last = this.points.length - 3;
      if (this.points[last] === x && this.points[last + 1] === y && this.points[last + 2] === force) continue;
      this.points.push(x, y, force);
      drawStrokePiece(this.mask, this.points, Math.max(0, last), last + 3, this);
    }
  }

  /** Runs `work` with the mask as if this stroke had not begun, then draws it again on top. */
  around(work: () => void): void {
    this.mask.rollback();
    try {
      work();
    } finally {
      this.mask.begin();
      for (let i = 0; i < this.points.length; i += 3)
        drawStrokePiece(this.mask, this.points, Math.max(0, i - 3), i, this);
    }
  }

  /** Removes the preview; the answer is the op to commit, or null when nothing was drawn. */
  finish(): StrokeOp | null {
    this.mask.rollback();
    if (this.points.length === 0) return null;
    const points = encodePoints(simplifyStroke(this.points, this.size), 3);
    const { mode, size, hardness, opacity } = this;
    return { kind: "stroke", mode, size, hardness, ...(opacity < 100 ? { opacity } : {}), points };
  }
}
