import { AREA, areasOfRow } from "@/contract/mask/areas";
import type { MaskEditor } from "../engine/editor-types";

export type ShownAreas = { regions: readonly string[]; kept: readonly string[]; inpaint: string | null };

/** CSS pixels to one of the overlay's: it is a pattern, and twice as fine would take four times as long. */
const STEP = 2;
const REST_MS = 50;
const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const rgba = (r: number, g: number, b: number, a: number) =>
  (littleEndian ? (a << 24) | (b << 16) | (g << 8) | r : (r << 24) | (g << 16) | (b << 8) | a) >>> 0;
const [amber, magenta, white, dark] = [
  rgba(255, 190, 40, 235),
  rgba(255, 40, 160, 235),
  rgba(255, 255, 255, 230),
  rgba(0, 0, 0, 150),
];

/** Where regions leave gaps and overlap, and where the mask meets what is protected, hatched over the picture in different directions. */
export class AreasOverlay {
  private readonly canvas = document.createElement("canvas");
  private readonly editor: MaskEditor;
  private pixels = new ImageData(1, 1);
  private areas: ShownAreas = { regions: [], kept: [], inpaint: null };
  private frame: number;
  private drawn = "";
  private drawnAt = 0;

  constructor(container: HTMLElement, editor: MaskEditor) {
    this.editor = editor;
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.dataset.areas = "";
    Object.assign(this.canvas.style, {
      ...{ position: "absolute", inset: "0", width: "100%", height: "100%" },
      ...{ pointerEvents: "none", imageRendering: "pixelated" },
    });
    // On the masks, under the brush.
    const drawing = container.querySelector(".konvajs-content");
    if (drawing) drawing.after(this.canvas);
    else container.append(this.canvas);
    const next = () => {
      this.draw();
      this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  }

  show(areas: ShownAreas): void {
    this.areas = areas;
    this.drawn = "";
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    this.canvas.remove();
  }

  private draw(): void {
    const { viewport, documents } = this.editor;
    const { compare, result } = this.editor.getSnapshot();
    const hidden = result === "ready" && compare.mode !== "off";
    this.canvas.style.display = hidden ? "none" : "";
    if (hidden) return;
    const { regions, kept, inpaint } = this.areas;
    const { clientWidth, clientHeight } = this.canvas;
    const place = [viewport.x, viewport.y, viewport.scale, clientWidth, clientHeight].join();
    const marks = [...regions, ...kept, inpaint ?? ""].map((id) => {
      const session = documents.get(id);
      return `${session?.history.length}/${session?.coverage}/${session?.liveStroke?.points.length ?? 0}`;
    });
    const mark = `${place} ${marks.join()}`;
    const now = performance.now();
    // A move is followed at once, or the pattern would swim over the picture; a stroke may wait a moment.
    if (mark === this.drawn || (this.drawn.startsWith(`${place} `) && now - this.drawnAt < REST_MS)) return;
    this.drawn = mark;
    this.drawnAt = now;
    this.paint(Math.ceil(clientWidth / STEP), Math.ceil(clientHeight / STEP));
  }

  private paint(width: number, height: number): void {
    if (width < 1 || height < 1) return;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      Object.assign(this.canvas, { width, height });
      this.pixels = new ImageData(width, height);
    }
    const masks = (ids: readonly string[]) => ids.flatMap((id) => this.editor.documents.get(id)?.mask ?? []);
    const areas = {
      ...{ regions: masks(this.areas.regions), kept: masks(this.areas.kept) },
      inpaint: this.editor.documents.get(this.areas.inpaint ?? "")?.mask ?? null,
    };
    const { x: left, y: top, scale } = this.editor.viewport;
    const at = (n: number, offset: number) => Math.floor(((n + 0.5) * STEP - offset) / scale);
    const columns = Int32Array.from({ length: width }, (_, n) => at(n, left));
    const words = new Uint32Array(this.pixels.data.buffer);
    for (let y = 0; y < height; y++) {
      const row = areasOfRow(areas, at(y, top), columns);
      for (let x = 0; x < width; x++) words[y * width + x] = hatch(row[x] ?? 0, x, y);
    }
    this.canvas.getContext("2d")?.putImageData(this.pixels, 0, 0);
  }
}

/** Rising lines for a gap, falling for an overlap, level for what is kept: told apart without colour. Each has a dark side, to be seen on any picture. */
function hatch(area: number, x: number, y: number): number {
  if (area === AREA.none) return 0;
  const across = area === AREA.gap ? x + y : area === AREA.overlap ? x - y + 1_048_576 : y;
  const n = across % 6;
  if (n === 1) return dark;
  if (n !== 0) return 0;
  return area === AREA.gap ? amber : area === AREA.overlap ? magenta : white;
}
