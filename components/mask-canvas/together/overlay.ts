import { layerColours } from "@/contract/mask/layer-kinds";
import type { MaskEditor } from "../engine/editor-types";
import { toScreen, type Viewport } from "../engine/viewport";
import type { Other, OtherStroke, Others } from "./others";

/** One person, one colour, the same in every browser. */
export function colourOfPerson(userId: string): string {
  let sum = 0;
  for (const letter of userId) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return layerColours[sum % layerColours.length] ?? layerColours[0];
}

/** Cursors with names and the strokes of others as they are drawn, on a canvas of its own above the picture. */
export class PresenceOverlay {
  private readonly canvas = document.createElement("canvas");
  private readonly editor: MaskEditor;
  private readonly others: Others;
  private frame: number;
  private empty = true;

  constructor(container: HTMLElement, editor: MaskEditor, others: Others) {
    this.editor = editor;
    this.others = others;
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.dataset.presence = "";
    Object.assign(this.canvas.style, { position: "absolute", inset: "0", width: "100%", height: "100%" });
    this.canvas.style.pointerEvents = "none";
    container.append(this.canvas);
    const next = () => {
      this.draw();
      this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    this.canvas.remove();
  }

  private draw(): void {
    if (this.others.size === 0 && this.empty) return;
    const g = this.canvas.getContext("2d");
    if (!g) return;
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth, clientHeight } = this.canvas;
    const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, clientWidth, clientHeight);
    this.empty = this.others.size === 0;
    const { viewport } = this.editor;
    for (const other of this.others.all()) {
      for (const stroke of other.strokes.values()) drawStroke(g, stroke, colourOfPerson(other.userId), viewport);
      drawCursor(g, other, viewport);
    }
  }
}

/** As wide as the brush; an eraser's is hollow. The op that follows draws the exact pixels. */
function drawStroke(g: CanvasRenderingContext2D, { points, size, mode }: OtherStroke, colour: string, view: Viewport) {
  const path = new Path2D();
  for (let i = 0; i + 2 < points.length; i += 3) {
    const { x, y } = toScreen(view, { x: (points[i] ?? 0) / 4, y: (points[i + 1] ?? 0) / 4 });
    if (i === 0) path.moveTo(x, y);
    path.lineTo(x, y);
  }
  g.lineCap = "round";
  g.lineJoin = "round";
  g.globalAlpha = mode === "add" ? 0.55 : 0.35;
  g.lineWidth = Math.max(1, (size / 4) * view.scale);
  g.strokeStyle = mode === "add" ? colour : "#ffffff";
  g.stroke(path);
  g.globalAlpha = 1;
}

function drawCursor(g: CanvasRenderingContext2D, { at, name, userId }: Other, view: Viewport): void {
  if (!at) return;
  const { x, y } = toScreen(view, at);
  const colour = colourOfPerson(userId);
  const arrow = new Path2D(`M${x} ${y}l4.5 13 2.6-5.6 5.9-2.4z`);
  g.lineWidth = 1.5;
  g.strokeStyle = "#000000";
  g.fillStyle = colour;
  g.stroke(arrow);
  g.fill(arrow);
  g.font = "500 11px system-ui, sans-serif";
  const width = g.measureText(name).width + 10;
  g.fillStyle = "rgb(0 0 0 / 0.75)";
  g.beginPath();
  g.roundRect(x + 12, y + 12, width, 18, 4);
  g.fill();
  g.fillStyle = colour;
  g.fillRect(x + 12, y + 28, width, 2);
  g.fillStyle = "#ffffff";
  g.textBaseline = "middle";
  g.fillText(name, x + 17, y + 21);
}
