import { mediaUrl } from "@/components/media/url";
import type { Rect } from "@/contract/mask/tiles";
import type { MaskEditor } from "../engine/editor-types";
import { boundsOfBytes, fits, repaintWindow } from "./preview-place";

/** What a running job repaints of the picture: its frozen mask, and the surroundings it sees in pixels (null: the whole picture). */
export type Repaints = { maskMediaId: string; padding: number | null };
type Size = { width: number; height: number };
type Place = { rect: Rect; alpha: HTMLCanvasElement | null };

/** Finer than this the edge of what is repainted is not shown here; the result itself is exact. */
const LONGEST = 2048;

/** The last step of a running job over the picture and the mask, where it paints and only there; drawn anew when the view moves. */
export class StepPreview {
  private readonly canvas = document.createElement("canvas");
  private readonly editor: MaskEditor;
  private readonly size: Size;
  private readonly places = new Map<string, Promise<Place | null>>();
  private shown: { image: ImageBitmap; place: Place } | null = null;
  private wanted = "";
  private drawn = "";
  private frame: number;

  constructor(container: HTMLElement, editor: MaskEditor, size: Size) {
    this.editor = editor;
    this.size = size;
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.dataset.stepPreview = "";
    Object.assign(this.canvas.style, { position: "absolute", inset: "0", width: "100%", height: "100%" });
    this.canvas.style.pointerEvents = "none";
    // Above the mask, whose tint would hide what is being judged, and below the lines of the tools.
    const lines = [...container.querySelectorAll(".konvajs-content > canvas")].at(-1);
    if (lines) lines.before(this.canvas);
    else container.append(this.canvas);
    const next = () => {
      this.draw();
      this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  }

  /** Null takes it away. The step before stays until the next one is read; one that cannot be read is left out. */
  async show(preview: { mediaId: string; repaints: Repaints | null } | null): Promise<void> {
    this.wanted = preview?.mediaId ?? "";
    if (!preview) return this.put(null);
    const { mediaId, repaints } = preview;
    try {
      const [image, place] = await Promise.all([read(mediaId), this.placeOf(repaints)]);
      if (this.wanted !== mediaId || !place || !fits(image, place.rect)) {
        image.close();
        if (this.wanted === mediaId) this.put(null);
        return;
      }
      this.put({ image, place });
    } catch {
      // The next step comes in a second; the strip says how far the job is.
    }
  }

  close(): void {
    this.wanted = "";
    this.put(null);
    cancelAnimationFrame(this.frame);
    this.canvas.remove();
  }

  private put(shown: StepPreview["shown"]): void {
    this.shown?.image.close();
    this.shown = shown;
    this.drawn = "";
    const { rect } = shown?.place ?? {};
    this.canvas.dataset.stepPreview = rect ? [rect.x, rect.y, rect.w, rect.h].join() : "";
  }

  private placeOf(repaints: Repaints | null): Promise<Place | null> {
    const { width, height } = this.size;
    const whole = { x: 0, y: 0, w: width, h: height };
    if (!repaints) return Promise.resolve({ rect: whole, alpha: null });
    const key = `${repaints.maskMediaId} ${repaints.padding}`;
    const known = this.places.get(key) ?? this.readPlace(repaints, whole);
    this.places.set(key, known);
    known.catch(() => this.places.delete(key));
    return known;
  }

  private async readPlace({ maskMediaId, padding }: Repaints, whole: Rect): Promise<Place | null> {
    const { width, height } = this.size;
    const step = Math.max(1, Math.ceil(Math.max(width, height) / LONGEST));
    const small = { width: Math.ceil(width / step), height: Math.ceil(height / step) };
    const bitmap = await read(maskMediaId, { resizeWidth: small.width, resizeHeight: small.height });
    const alpha = Object.assign(document.createElement("canvas"), small);
    const g = alpha.getContext("2d", { willReadFrequently: true });
    if (!g) return null;
    g.drawImage(bitmap, 0, 0);
    bitmap.close();
    const pixels = g.getImageData(0, 0, small.width, small.height);
    const mask = new Uint8Array(small.width * small.height);
    for (let i = 0; i < mask.length; i++) {
      mask[i] = pixels.data[i * 4] ?? 0;
      pixels.data[i * 4 + 3] = mask[i] ?? 0;
    }
    g.putImageData(pixels, 0, 0);
    const found = boundsOfBytes(mask, small);
    if (!found) return null;
    if (padding === null) return { rect: whole, alpha };
    const [x, y] = [found.x * step, found.y * step];
    const bounds = { x, y, w: Math.min(width - x, found.w * step), h: Math.min(height - y, found.h * step) };
    return { rect: repaintWindow(bounds, padding, this.size), alpha };
  }

  private draw(): void {
    const { viewport } = this.editor;
    const { compare, result } = this.editor.getSnapshot();
    const hidden = !this.shown || (result === "ready" && compare.mode !== "off");
    this.canvas.style.display = hidden ? "none" : "";
    if (hidden || !this.shown) return;
    const { clientWidth, clientHeight } = this.canvas;
    const mark = [viewport.x, viewport.y, viewport.scale, clientWidth, clientHeight].join();
    if (mark === this.drawn) return;
    this.drawn = mark;
    const ratio = window.devicePixelRatio || 1;
    const device = { width: Math.round(clientWidth * ratio), height: Math.round(clientHeight * ratio) };
    if (this.canvas.width !== device.width || this.canvas.height !== device.height) Object.assign(this.canvas, device);
    const g = this.canvas.getContext("2d");
    if (!g) return;
    const { image, place } = this.shown;
    const lay = (source: CanvasImageSource, { x, y, w, h }: Rect) => {
      const scale = viewport.scale * ratio;
      g.drawImage(source, viewport.x * ratio + x * scale, viewport.y * ratio + y * scale, w * scale, h * scale);
    };
    g.globalCompositeOperation = "source-over";
    g.clearRect(0, 0, device.width, device.height);
    lay(image, place.rect);
    if (!place.alpha) return;
    g.globalCompositeOperation = "destination-in";
    lay(place.alpha, { x: 0, y: 0, w: this.size.width, h: this.size.height });
  }
}

async function read(mediaId: string, options: ImageBitmapOptions = {}): Promise<ImageBitmap> {
  const answer = await fetch(mediaUrl(mediaId, "original"));
  if (!answer.ok) throw new Error("The picture could not be fetched.");
  return createImageBitmap(await answer.blob(), { colorSpaceConversion: "none", ...options });
}
