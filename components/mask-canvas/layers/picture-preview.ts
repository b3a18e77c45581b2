import { mediaUrl } from "@/components/media/url";
import type { BlendMode } from "@/contract/mask/layer";
import { TILE, type TiledMask } from "@/contract/mask/tiles";
import type { MaskEditor } from "../engine/editor-types";

export type PreviewLayer = { id: string; mediaId: string; blend: BlendMode; opacity: number };
type Shown = PreviewLayer & { image: HTMLImageElement; alpha: HTMLCanvasElement; mark: string };

const REST_MS = 40;
/** Finer than this a mask is not shown here; the version that is made of it is exact. */
const LONGEST = 2048;
const composite: Record<BlendMode, GlobalCompositeOperation> = {
  ...{ normal: "source-over", multiply: "multiply", screen: "screen" },
  ...{ overlay: "overlay", lighten: "lighten", darken: "darken" },
};

/** Picture layers as they will look, between the picture and the masks: each drawn through its own mask, live while painting. */
export class PicturePreview {
  private readonly canvas = document.createElement("canvas");
  private readonly scratch = document.createElement("canvas");
  private readonly editor: MaskEditor;
  private readonly base: HTMLImageElement;
  private shown: Shown[] = [];
  private frame: number;
  private drawn = "";
  private drawnAt = 0;

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
      const known = this.shown.find(({ id, mediaId }) => id === layer.id && mediaId === layer.mediaId);
      const fresh = known ?? { image: load(layer.mediaId), alpha: document.createElement("canvas"), mark: "" };
      return { ...fresh, ...layer };
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
      return `${session?.history.length}/${session?.coverage}/${live}/${image.complete}`;
    });
    const { clientWidth, clientHeight } = this.canvas;
    const mark = [viewport.x, viewport.y, viewport.scale, clientWidth, clientHeight, maskVisible, ...marks].join();
    if (mark === this.drawn || !this.base.complete) return;
    this.drawn = mark;
    this.drawnAt = now;
    for (const [n, layer] of this.shown.entries()) {
      const mask = documents.get(layer.id)?.mask;
      if (mask && layer.mark !== marks[n]) drawAlpha(layer.alpha, mask);
      layer.mark = marks[n] ?? "";
    }
    this.compose(clientWidth, clientHeight);
  }

  private compose(width: number, height: number): void {
    const ratio = window.devicePixelRatio || 1;
    const size = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
    for (const canvas of [this.canvas, this.scratch])
      if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
    const [g, s] = [this.canvas.getContext("2d"), this.scratch.getContext("2d")];
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
    for (const { image, alpha, blend, opacity } of this.shown) {
      if (!image.complete || image.naturalWidth === 0 || alpha.width === 0) continue;
      s.globalCompositeOperation = "source-over";
      s.clearRect(0, 0, size.width, size.height);
      place(s, image);
      s.globalCompositeOperation = "destination-in";
      place(s, alpha);
      g.globalCompositeOperation = composite[blend];
      g.globalAlpha = opacity / 100;
      g.drawImage(this.scratch, 0, 0);
    }
  }
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
