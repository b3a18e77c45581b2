import type { Size, Viewport } from "../viewport";

/**
 * `position` is where the wipe line stands, 0 to 1 across: the picture left of it, the result right of it. `opacity`, 0 to 1,
 * is how much of the result lies over the picture as `onion`. `off` shows the picture.
 */
export type Compare = {
  mode: "wipe" | "blink" | "difference" | "onion" | "off";
  position: number;
  opacity: number;
};
export type PictureState = "none" | "loading" | "ready" | "broken";

/** One picture from a URL. A new URL replaces the old one; a late answer for an old URL is dropped. */
export class Picture {
  image: Pyramid | null = null;
  state: PictureState = "none";
  private wanted: string | null = null;
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  async show(url: string | null): Promise<void> {
    this.wanted = url;
    for (const kept of this.image ? [this.image.base, ...this.image.smaller] : [])
      if (kept instanceof ImageBitmap) kept.close();
    this.image = null;
    this.state = url === null ? "none" : "loading";
    this.changed();
    if (url === null) return;
    const image = new Image();
    image.decoding = "async";
    image.src = url;
    const ok = await image.decode().then(
      () => true,
      () => false,
    );
    if (this.wanted !== url) return;
    this.image = ok ? { base: image, smaller: [] } : null;
    this.state = ok ? "ready" : "broken";
    this.changed();
    if (this.image) void this.makeSmaller(this.image, url);
  }

  /**
   * Decoded once and kept: a file drawn at each zoom would be decoded for each, and a large one minified for each frame. From the
   * file's bytes, which browsers read beside the page; from an element they would hold it up, half a second at 4096².
   */
  private async makeSmaller(pyramid: Pyramid, url: string): Promise<void> {
    try {
      const answer = await fetch(url);
      if (!answer.ok || this.image !== pyramid) return;
      const file = await answer.blob();
      const { naturalWidth, naturalHeight } = pyramid.base as HTMLImageElement;
      let [width, height] = [naturalWidth, naturalHeight];
      while (Math.max(width, height) > SMALLEST) {
        [width, height] = [Math.ceil(width / 2), Math.ceil(height / 2)];
        const half = await createImageBitmap(file, {
          ...{ resizeWidth: width, resizeHeight: height, resizeQuality: "high" },
        });
        if (this.image !== pyramid) return half.close();
        pyramid.smaller.push(half);
        this.changed();
      }
      const whole = await createImageBitmap(file);
      if (this.image !== pyramid) return whole.close();
      pyramid.base = whole;
      this.changed();
    } catch {
      // Too large to keep twice: the file itself is drawn, as before.
    }
  }
}

const SMALLEST = 1024;

/** A picture, and halves of it down to about a screen. */
type Pyramid = { base: HTMLImageElement | ImageBitmap; smaller: ImageBitmap[] };

/** The smallest that is still at least as wide as it will be drawn. */
const sourceFor = ({ base, smaller }: Pyramid, width: number): HTMLImageElement | ImageBitmap =>
  smaller.findLast((one) => one.width >= width * 0.9) ?? base;

/** Draws the picture and, when asked, a result over it, stretched to the same frame; `rough`: quickly, unsmoothed. */
export function paintPictures(
  g: CanvasRenderingContext2D,
  pictures: { base: Pyramid | null; result: Pyramid | null },
  compare: Compare & { blinkOn: boolean },
  size: Size,
  view: Viewport,
  ratio: number,
  rough = false,
): void {
  const scale = view.scale * ratio;
  const [x, y] = [Math.round(view.x * ratio), Math.round(view.y * ratio)];
  const w = Math.round(size.width * scale + view.x * ratio) - x;
  const h = Math.round(size.height * scale + view.y * ratio) - y;
  const { base, result } = pictures;
  g.save();
  g.setTransform(1, 0, 0, 1, 0, 0);
  g.imageSmoothingEnabled = !rough && scale < 3;
  if (base) g.drawImage(sourceFor(base, w), x, y, w, h);
  if (result && compare.mode !== "off" && (compare.mode !== "blink" || compare.blinkOn)) {
    g.beginPath();
    if (compare.mode === "wipe") g.rect(x + w * compare.position, y, w * (1 - compare.position), h);
    else g.rect(x, y, w, h);
    g.clip();
    if (compare.mode === "difference") g.globalCompositeOperation = "difference";
    if (compare.mode === "onion") g.globalAlpha = compare.opacity;
    g.drawImage(sourceFor(result, w), x, y, w, h);
  }
  g.restore();
}
