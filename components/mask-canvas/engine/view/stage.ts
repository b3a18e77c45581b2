// The parts alone: the whole of Konva is twice as much, in shapes and filters that nothing here draws.
import { Layer } from "konva/lib/Layer";
import { Shape } from "konva/lib/Shape";
import { Stage } from "konva/lib/Stage";
import type { Rect, TiledMask } from "@/contract/mask/tiles";
import type { UsedPicture } from "../used-picture";
import type { Size, Viewport } from "../viewport";
import { deviceRegion, redrawRegion } from "./dirty-rect";
import type { MaskLook } from "./mask-look";
import { type OverlayState, paintOverlay } from "./overlay";
import type { Region } from "./region";
import { type MaskView, TileCache } from "./tile-cache";

type PaintPictures = (g: CanvasRenderingContext2D, view: Viewport, ratio: number, rough: boolean) => void;

type UsedImage = { canvas: HTMLCanvasElement; rect: Rect };

/** Mask opacity over the picture; in black and white it covers the picture. */
const TINT = "0.55";
/** Two moves of the view closer than this are one gesture, and this long after its last one all is drawn finely again. */
const GESTURE_MS = 120;

/** Three layers: picture, mask, overlay. Konva stacks and schedules them; we write to it and never read from it. */
export class MaskStage {
  private readonly stage: Stage;
  private readonly pictures = new Layer({ listening: false });
  private readonly maskLayer = new Layer({ listening: false });
  private readonly overlay = new Layer({ listening: false });
  private readonly caches = new Map<TiledMask, TileCache>();
  private looks: readonly MaskLook[] = [];
  private maskView: MaskView = "rubylith";
  private used: UsedImage | null = null;
  private view: Viewport = { scale: 1, x: 0, y: 0 };
  /** During a gesture: smoothing what is scaled takes three times as long as scaling it. */
  private rough = false;
  private movedAt = Number.NEGATIVE_INFINITY;
  private settling: ReturnType<typeof setTimeout> | null = null;
  private overlayState: OverlayState = {
    preview: null,
    box: null,
    eyeLine: null,
    divider: null,
    image: null,
    rulers: false,
  };

  constructor(container: HTMLDivElement, paintPictures: PaintPictures) {
    this.stage = new Stage({ container, width: 1, height: 1 });
    this.stage.listening(false);
    this.stage.add(this.pictures, this.maskLayer, this.overlay);
    // The mask is drawn at one pixel per CSS pixel: it is soft or large, and the dirty rectangle stays small.
    this.maskLayer.getCanvas().setPixelRatio(1);
    this.pictures.add(shape((g) => paintPictures(g, this.view, ratioOf(this.pictures), this.rough)));
    this.maskLayer.add(shape((g) => this.paintMask(g)));
    this.overlay.add(
      shape((g) => {
        const ratio = ratioOf(this.overlay);
        g.setTransform(ratio, 0, 0, ratio, 0, 0);
        paintOverlay(g, this.overlayState, this.view, this.size);
      }),
    );
    this.setMaskView("rubylith");
  }

  get size(): Size {
    return { width: this.stage.width(), height: this.stage.height() };
  }

  resize({ width, height }: Size): void {
    this.stage.size({ width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) });
    this.stage.batchDraw();
  }

  /** `byHand`: panned or zoomed, which may be a gesture. */
  setViewport(view: Viewport, byHand = false): void {
    const now = performance.now();
    this.rough = byHand && now - this.movedAt < GESTURE_MS;
    if (byHand) this.movedAt = now;
    this.view = view;
    this.stage.batchDraw();
    if (this.settling !== null) clearTimeout(this.settling);
    this.settling = this.rough ? setTimeout(() => this.settle(), GESTURE_MS) : null;
  }

  setOverlay(state: OverlayState): void {
    this.overlayState = state;
    this.overlay.batchDraw();
  }

  /** Which masks show, bottom to top. */
  setMasks(looks: readonly MaskLook[]): void {
    this.looks = looks;
    for (const mask of this.caches.keys()) if (!looks.some((look) => look.mask === mask)) this.caches.delete(mask);
    for (const { mask, colour, proposed } of looks) {
      const cache = this.caches.get(mask) ?? new TileCache(mask, colour);
      this.caches.set(mask, cache);
      cache.setView(this.maskView === "bw" && !proposed ? "bw" : "rubylith", colour);
    }
    this.maskLayer.batchDraw();
  }

  /** What growing and feathering at use add and take, over the masks; null for nothing. */
  setUsed(picture: UsedPicture | null): void {
    this.used = null;
    if (picture) {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: picture.width, height: picture.height });
      canvas.getContext("2d")?.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
      this.used = { canvas, rect: picture.rect };
    }
    this.maskLayer.batchDraw();
  }

  setMaskView(view: MaskView): void {
    this.maskView = view;
    this.setMasks(this.looks);
    this.maskLayer.getNativeCanvasElement().style.opacity = view === "bw" ? "1" : TINT;
    this.maskLayer.batchDraw();
  }

  setMaskVisible(visible: boolean): void {
    this.maskLayer.getNativeCanvasElement().style.visibility = visible ? "visible" : "hidden";
  }

  redrawPictures(): void {
    this.pictures.batchDraw();
  }

  /** Shows what changed in the masks since the last call, now, and only that; false when nothing did. */
  flushMask(): boolean {
    const changed = this.collect();
    if (!changed) return false;
    const canvas = this.maskLayer.getNativeCanvasElement();
    const g = canvas.getContext("2d");
    const ratio = ratioOf(this.maskLayer);
    const region = deviceRegion(changed, this.view, ratio, canvas.width, canvas.height);
    if (g && region) redrawRegion(g, region, (context) => this.paintTiles(context, ratio, region));
    return true;
  }

  destroy(): void {
    if (this.settling !== null) clearTimeout(this.settling);
    this.stage.destroy();
  }

  private settle(): void {
    this.settling = null;
    this.rough = false;
    this.pictures.batchDraw();
    this.maskLayer.batchDraw();
  }

  private paintMask(g: CanvasRenderingContext2D): void {
    this.collect();
    g.setTransform(1, 0, 0, 1, 0, 0);
    const { width, height } = g.canvas;
    this.paintTiles(g, ratioOf(this.maskLayer), { x0: 0, y0: 0, x1: width, y1: height });
  }

  /** In black and white only the active mask shows: two would be told apart by nothing. */
  private paintTiles(g: CanvasRenderingContext2D, ratio: number, region: Region): void {
    for (const { mask, visible, active, proposed, untinted } of this.looks)
      if (untinted && this.maskView === "rubylith") continue;
      else if (
        proposed ||
        (this.maskView === "ants" ? visible && !active : active || (visible && this.maskView !== "bw"))
      )
        this.caches.get(mask)?.paint(g, this.view, ratio, region, this.rough);
    if (this.used && this.maskView !== "ants") this.paintUsed(g, this.used, ratio);
  }

  /** Over the tiles, clipped to whatever is being redrawn. */
  private paintUsed(g: CanvasRenderingContext2D, { canvas, rect }: UsedImage, ratio: number): void {
    const scale = this.view.scale * ratio;
    const [x, y] = [rect.x * scale + this.view.x * ratio, rect.y * scale + this.view.y * ratio];
    g.imageSmoothingEnabled = scale < 2;
    g.drawImage(canvas, x, y, rect.w * scale, rect.h * scale);
  }

  /** Takes over what all masks marked; bounds in image pixels, or null. */
  private collect(): Region | null {
    let out: Region | null = null;
    for (const cache of this.caches.values()) {
      const part = cache.collect();
      if (part) out = out ? around(out, part) : part;
    }
    return out;
  }
}

const around = (a: Region, b: Region): Region => ({
  x0: Math.min(a.x0, b.x0),
  y0: Math.min(a.y0, b.y0),
  x1: Math.max(a.x1, b.x1),
  y1: Math.max(a.y1, b.y1),
});

const ratioOf = (layer: Layer): number => layer.getCanvas().getPixelRatio();

/** A Konva shape that draws with the native context, which is restored afterwards. */
function shape(paint: (g: CanvasRenderingContext2D) => void): Shape {
  return new Shape({
    listening: false,
    perfectDrawEnabled: false,
    sceneFunc: ({ _context: g }) => {
      g.save();
      paint(g);
      g.restore();
    },
  });
}
