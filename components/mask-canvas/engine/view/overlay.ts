import type { Rect } from "@/contract/mask/tiles";
import type { EyeLine, Preview } from "../tools/tool";
import { type Point, type Size, toScreen, type Viewport } from "../viewport";
import { paintPixelGrid, paintRulers } from "./rulers";

/** Everything thin above the mask, in image pixels. */
export type OverlayState = {
  preview: Preview | null;
  box: Rect | null;
  eyeLine: EyeLine | null;
  /** x of the wipe line and the picture's height, or null. */
  divider: { x: number; height: number } | null;
  /** The picture's size, for the grid between its pixels; null shows none. */
  image: Size | null;
  rulers: boolean;
};

const HANDLE = 8;

/** Every line is drawn black, then white: visible on any picture. Transform must be CSS pixels. */
export function paintOverlay(g: CanvasRenderingContext2D, state: OverlayState, view: Viewport, screen: Size): void {
  const { preview, box, eyeLine, divider, image, rulers } = state;
  if (image) paintPixelGrid(g, view, screen, image);
  if (preview) {
    outline(g, pathOf(preview, view), preview.mode === "erase" ? [2, 4] : [6, 4]);
  }
  if (box) {
    const [a, b] = cornersOf(box, view);
    const path = new Path2D();
    path.rect(a.x, a.y, b.x - a.x, b.y - a.y);
    outline(g, path, []);
    label(g, `${box.w} × ${box.h}`, a);
    for (const x of [a.x, (a.x + b.x) / 2, b.x])
      for (const y of [a.y, (a.y + b.y) / 2, b.y]) if (x !== (a.x + b.x) / 2 || y !== (a.y + b.y) / 2) square(g, x, y);
  }
  if (eyeLine) paintEyes(g, toScreen(view, eyeLine.left), toScreen(view, eyeLine.right));
  if (divider) paintDivider(g, toScreen(view, { x: divider.x, y: 0 }), divider.height * view.scale);
  if (rulers) paintRulers(g, view, screen);
}

/** Above the corner, or in it where there is no room. */
function label(g: CanvasRenderingContext2D, text: string, { x, y }: Point): void {
  g.font = "11px system-ui";
  g.textBaseline = "middle";
  const top = y >= 24 ? y - 22 : y + 6;
  g.fillStyle = "rgb(0 0 0 / 0.75)";
  g.fillRect(x, top, g.measureText(text).width + 12, 18);
  g.fillStyle = "#fff";
  g.fillText(text, x + 6, top + 9);
}

function pathOf(preview: Preview, view: Viewport): Path2D {
  const path = new Path2D();
  if (preview.kind === "polygon") {
    for (const point of [...preview.points, preview.pointer]) {
      const { x, y } = toScreen(view, point);
      path.lineTo(x, y);
    }
    const first = preview.points[0];
    if (first) {
      const { x, y } = toScreen(view, first);
      path.moveTo(x + 4, y);
      path.arc(x, y, 4, 0, Math.PI * 2);
    }
    return path;
  }
  if (preview.kind === "lasso") {
    for (const point of preview.points) {
      const { x, y } = toScreen(view, point);
      path.lineTo(x, y);
    }
    path.closePath();
    return path;
  }
  const [a, b] = [toScreen(view, preview.from), toScreen(view, preview.to)];
  if (preview.kind === "rectangle") path.rect(a.x, a.y, b.x - a.x, b.y - a.y);
  else {
    const [rx, ry] = [Math.abs(b.x - a.x) / 2, Math.abs(b.y - a.y) / 2];
    path.ellipse((a.x + b.x) / 2, (a.y + b.y) / 2, rx, ry, 0, 0, Math.PI * 2);
  }
  return path;
}

function cornersOf(box: Rect, view: Viewport): [Point, Point] {
  return [toScreen(view, box), toScreen(view, { x: box.x + box.w, y: box.y + box.h })];
}

function outline(g: CanvasRenderingContext2D, path: Path2D, dash: number[]): void {
  g.setLineDash([]);
  g.lineWidth = 3;
  g.strokeStyle = "rgb(0 0 0 / 0.7)";
  g.stroke(path);
  g.setLineDash(dash);
  g.lineWidth = 1.25;
  g.strokeStyle = "#fff";
  g.stroke(path);
  g.setLineDash([]);
}

function square(g: CanvasRenderingContext2D, x: number, y: number): void {
  g.fillStyle = "#fff";
  g.strokeStyle = "#000";
  g.lineWidth = 1;
  g.fillRect(x - HANDLE / 2, y - HANDLE / 2, HANDLE, HANDLE);
  g.strokeRect(x - HANDLE / 2, y - HANDLE / 2, HANDLE, HANDLE);
}

function paintEyes(g: CanvasRenderingContext2D, left: Point, right: Point): void {
  const path = new Path2D();
  path.moveTo(left.x, left.y);
  path.lineTo(right.x, right.y);
  for (const { x, y } of [left, right]) {
    path.moveTo(x + 6, y);
    path.arc(x, y, 6, 0, Math.PI * 2);
  }
  outline(g, path, []);
}

function paintDivider(g: CanvasRenderingContext2D, top: Point, height: number): void {
  const path = new Path2D();
  path.moveTo(top.x, top.y);
  path.lineTo(top.x, top.y + height);
  outline(g, path, []);
  const middle = top.y + height / 2;
  g.beginPath();
  g.arc(top.x, middle, 12, 0, Math.PI * 2);
  g.fillStyle = "#fff";
  g.fill();
  g.lineWidth = 1;
  g.strokeStyle = "#000";
  g.stroke();
  const arrows = new Path2D(`M${top.x - 3} ${middle - 4}l-4 4l4 4M${top.x + 3} ${middle - 4}l4 4l-4 4`);
  g.lineWidth = 1.5;
  g.stroke(arrows);
}
