import { mediaUrl } from "@/components/media/url";
import { adjustInto, type LayerAdjustment } from "@/contract/mask/adjustment";
import type { BlendMode } from "@/contract/mask/layer";
import { TILE, type TiledMask } from "@/contract/mask/tiles";
import type { MaskEditor } from "../engine/editor-types";

export type PreviewLayer = { id: string; opacity: number } & (
  | { mediaId: string; blend: BlendMode }
  | { adjustment: LayerAdjustment }
);
type Shown = PreviewLayer & { image: HTMLImageElement | null; alpha: HTMLCanvasElement; mark: string };

const REST_MS = 40;
/** Adjusting reads every pixel: while the view moves a quarter of them has to do. */
const MOVING_MS = 120;
/** Finer than this a mask is not shown here; the version that is made of it is exact. */
const LONGEST = 2048;
const composite: Record<BlendMode, GlobalCompositeOperation> = {
  ...{ normal: "source-over", multiply: "multiply", screen: "screen" },
  ...{ overlay: "overlay", lighten: "lighten", darken: "darken" },
};

/** Picture layers and adjustments as they will look, between the picture and the masks: each through its own mask, live while painting. */
export class PicturePreview {
  private readonly canvas = document.createElement("canvas");
  private readonly scratch = document.createElement("canvas");
  private readonly editor: MaskEditor;
  private readonly base: HTMLImageElement;
  private shown: Shown[] = [];
  private frame: number;
  private drawn = "";
  private drawnAt = 0;
  private place = "";
  private movedAt = 0;

  constructor(container: HTMLElement, editor: MaskEditor, pictureId: string) {
    this.editor = editor;
    this.base = load(pictureId);
    this.canvas.setAttribute("aria-hidden", "true");
    Object.assign(this.canvas.style, { position: "absolute", inset: "0", width: "100%", height: "100%" });
    // Konva's own: picture, mask, overlay. This one lies on the picture.
    const first = container.querySelector("canvas");
    if (first) first.after(this.canvas);
    else container.append(this.canvas);
    const next = () => {
      this.draw();
      this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  }

  /** From the bottom up, only those that are visible. */
  show(layers: readonly PreviewLayer[]): void {
    this.shown = layers.map((layer) => {
      const mediaId = "mediaId" in layer ? layer.mediaId : null;
      const known = this.shown.find(
        (one) => one.id === layer.id && ("mediaId" in one ? one.mediaId : null) === mediaId,
      );
      const fresh = { image: mediaId ? load(mediaId) : null, alpha: document.createElement("canvas"), mark: "" };
      const { image, alpha, mark } = known ?? fresh;
      return { ...layer, image, alpha, mark };
    });
    this.drawn = "";
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    this.canvas.remove();
  }

  private draw(): void {
    const now = performance.now();
    if (now - this.drawnAt < REST_MS) return;
    const { viewport, documents } = this.editor;
    const { compare, result, maskVisible } = this.editor.getSnapshot();
    const hidden = this.shown.length === 0 || (result === "ready" && compare.mode !== "off");
    this.canvas.style.display = hidden ? "none" : "";
    if (hidden) return;
    const marks = this.shown.map(({ id, image }) => {
      const session = documents.get(id);
      const live = session?.liveStroke?.points.length ?? 0;
      return `${session?.history.length}/${session?.coverage}/${live}/${image?.complete}`;
    });
    const { clientWidth, clientHeight } = this.canvas;
    const place = [viewport.x, viewport.y, viewport.scale].join();
    if (place !== this.place) this.movedAt = now;
    this.place = place;
    const adjusts = this.shown.some((layer) => "adjustment" in layer);
    const ratio = adjusts ? (now - this.movedAt < MOVING_MS ? 0.5 : 1) : window.devicePixelRatio || 1;
    const mark = [place, ratio, clientWidth, clientHeight, maskVisible, ...marks].join();
    if (mark === this.drawn || !this.base.complete) return;
    this.drawn = mark;
    this.drawnAt = now;
    for (const [n, layer] of this.shown.entries()) {
      const mask = documents.get(layer.id)?.mask;
      if (mask && layer.mark !== marks[n]) drawAlpha(layer.alpha, mask);
      layer.mark = marks[n] ?? "";
    }
    this.compose(clientWidth, clientHeight, ratio, adjusts);
  }

  private compose(width: number, height: number, ratio: number, read: boolean): void {
    const size = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
    for (const canvas of [this.canvas, this.scratch])
      if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
    const [g, s] = [this.canvas, this.scratch].map((canvas) => canvas.getContext("2d", { willReadFrequently: read }));
    if (!g || !s) return;
    const { x, y, scale } = this.editor.viewport;
    const place = (pen: CanvasRenderingContext2D, picture: CanvasImageSource) => {
      const { naturalWidth: w, naturalHeight: h } = this.base;
      pen.drawImage(picture, x * ratio, y * ratio, w * scale * ratio, h * scale * ratio);
    };
    g.globalCompositeOperation = "source-over";
    g.globalAlpha = 1;
    g.clearRect(0, 0, size.width, size.height);
    place(g, this.base);
    for (const layer of this.shown) {
      const { image, alpha, opacity } = layer;
      if (alpha.width === 0) continue;
      if ("adjustment" in layer) {
        adjustSeen(g, s, layer, (pen) => place(pen, alpha), { ...size, left: x * ratio, top: y * ratio });
        continue;
      }
      if (!image?.complete || image.naturalWidth === 0) continue;
      s.globalCompositeOperation = "source-over";
      s.clearRect(0, 0, size.width, size.height);
      place(s, image);
      s.globalCompositeOperation = "destination-in";
      place(s, alpha);
      g.globalCompositeOperation = composite[layer.blend];
      g.globalAlpha = opacity / 100;
      g.drawImage(this.scratch, 0, 0);
    }
  }
}

/** Adjusts what is seen of the picture, as far as the mask that `place` draws says. */
function adjustSeen(
  g: CanvasRenderingContext2D,
  s: CanvasRenderingContext2D,
  layer: { adjustment: LayerAdjustment; opacity: number },
  place: (pen: CanvasRenderingContext2D) => void,
  { width, height, left, top }: { width: number; height: number; left: number; top: number },
): void {
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  const [w, h] = [width - x, height - y];
  if (w <= 0 || h <= 0) return;
  s.globalCompositeOperation = "source-over";
  s.clearRect(0, 0, width, height);
  place(s);
  const held = s.getImageData(x, y, w, h).data;
  const mask = Uint8Array.from({ length: w * h }, (_, p) => held[p * 4 + 3] ?? 0);
  const seen = g.getImageData(x, y, w, h);
  adjustInto(seen, mask, layer);
  g.putImageData(seen, x, y);
}

function load(mediaId: string): HTMLImageElement {
  const image = new Image();
  image.decoding = "async";
  image.src = mediaUrl(mediaId, "full");
  return image;
}

/** The mask as alpha, every `step`th pixel. */
function drawAlpha(canvas: HTMLCanvasElement, mask: TiledMask): void {
  const step = Math.max(1, Math.ceil(Math.max(mask.width, mask.height) / LONGEST));
  const [width, height] = [Math.ceil(mask.width / step), Math.ceil(mask.height / step)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const g = canvas.getContext("2d");
  if (!g) return;
  const image = new ImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  for (let y = 0; y < height; y++) {
    const row = ((y * step) >> 8) * mask.cols;
    const inTile = ((y * step) & (TILE - 1)) * TILE;
    for (let x = 0; x < width; x++) {
      const tile = mask.tile(row + ((x * step) >> 8));
      const value = typeof tile === "number" ? tile : (tile[inTile + ((x * step) & (TILE - 1))] ?? 0);
      words[y * width + x] = (value << 24) >>> 0;
    }
  }
  g.putImageData(image, 0, 0);
}
