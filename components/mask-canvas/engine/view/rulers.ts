import { type Size, toImage, toScreen, type Viewport } from "../viewport";

/** Width of a ruler in CSS pixels. */
export const RULER = 18;
/** From this zoom on the grid of pixels shows. */
const GRID_FROM = 8;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** Image pixels between two numbers, so that these stand at least 64 CSS pixels apart. */
export const rulerStep = (scale: number): number => STEPS.find((step) => step * scale >= 64) ?? 10_000;

/** Rulers along the top and the left, in image pixels from the picture's corner. Transform must be CSS pixels. */
export function paintRulers(g: CanvasRenderingContext2D, view: Viewport, { width, height }: Size): void {
  const step = rulerStep(view.scale);
  const from = toImage(view, { x: 0, y: 0 });
  const to = toImage(view, { x: width, y: height });
  g.fillStyle = "rgb(24 24 27 / 0.92)";
  g.fillRect(0, 0, width, RULER);
  g.fillRect(0, RULER, RULER, height - RULER);
  g.fillStyle = "#d4d4d8";
  g.font = "10px system-ui";
  g.textBaseline = "middle";
  for (let at = Math.ceil(from.x / step) * step; at <= to.x; at += step) {
    const { x } = toScreen(view, { x: at, y: 0 });
    if (x < RULER) continue;
    g.fillRect(Math.round(x), RULER - 6, 1, 6);
    g.fillText(String(at), Math.round(x) + 3, RULER / 2);
  }
  for (let at = Math.ceil(from.y / step) * step; at <= to.y; at += step) {
    const { y } = toScreen(view, { x: 0, y: at });
    if (y < RULER) continue;
    g.fillRect(RULER - 6, Math.round(y), 6, 1);
    g.save();
    g.translate(RULER / 2, Math.round(y) + 3);
    g.rotate(Math.PI / 2);
    g.fillText(String(at), 0, 0);
    g.restore();
  }
}

/** A hair line between the picture's pixels, where these are large enough to tell apart. */
export function paintPixelGrid(g: CanvasRenderingContext2D, view: Viewport, screen: Size, image: Size): void {
  if (view.scale < GRID_FROM) return;
  const a = toImage(view, { x: 0, y: 0 });
  const b = toImage(view, { x: screen.width, y: screen.height });
  const [x0, x1] = [Math.max(0, Math.floor(a.x)), Math.min(image.width, Math.ceil(b.x))];
  const [y0, y1] = [Math.max(0, Math.floor(a.y)), Math.min(image.height, Math.ceil(b.y))];
  const top = toScreen(view, { x: x0, y: y0 });
  const end = toScreen(view, { x: x1, y: y1 });
  g.beginPath();
  for (let x = x0; x <= x1; x++) {
    const at = Math.round(toScreen(view, { x, y: 0 }).x) + 0.5;
    g.moveTo(at, top.y);
    g.lineTo(at, end.y);
  }
  for (let y = y0; y <= y1; y++) {
    const at = Math.round(toScreen(view, { x: 0, y }).y) + 0.5;
    g.moveTo(top.x, at);
    g.lineTo(end.x, at);
  }
  g.lineWidth = 1;
  g.strokeStyle = "rgb(128 128 128 / 0.35)";
  g.stroke();
}
