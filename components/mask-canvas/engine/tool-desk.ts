import type { CanvasView } from "./canvas-view";
import type { Documents } from "./documents";
import type { ToolChoice } from "./editor-types";
import type { Brush } from "./live-stroke";
import { type RootInput, type RootState, root, rootStart } from "./tools/root";
import type { Effect, Modifiers, Sample, ToolContext } from "./tools/tool";
import { type Size, toScreen } from "./viewport";

/** What the desk needs of the editor around it. */
export type DeskHost = {
  readonly documents: Documents;
  readonly view: CanvasView;
  readonly image: Size;
  readonly readOnly: boolean;
  /** Tells assistive technology and the shell. */
  say(text: string): void;
  /** Something changed: draw and tell the shell. */
  emit(): void;
  zoom(factor: number, at: { x: number; y: number }): void;
};

export const NO_KEYS: Modifiers = { shift: false, alt: false, mod: false, space: false };
const NAMES: Record<ToolChoice, string> = {
  brush: "Brush",
  eraser: "Eraser",
  hand: "Hand",
  rectangle: "Rectangle",
  ellipse: "Ellipse",
  lasso: "Lasso",
  box: "Box",
};

/** The tool in hand: feeds input to the state trees and does what they answer, on the active document. */
export class ToolDesk {
  tool: ToolChoice;
  brush: Brush = { size: 80, hardness: 100 };
  held = NO_KEYS;
  private readonly host: DeskHost;
  private tools: RootState;
  private lastPaint: Sample | null = null;
  private overDivider = false;

  constructor(host: DeskHost) {
    this.host = host;
    this.tool = host.readOnly ? "hand" : "brush";
    this.tools = rootStart(this.tool);
  }

  select(tool: ToolChoice): void {
    if (this.host.readOnly && tool !== "hand" && tool !== "box") return;
    this.tool = tool;
    this.dispatch({ type: "select", tool });
    this.host.say(tool === "brush" || tool === "eraser" ? `${NAMES[tool]}, ${this.brush.size} pixels` : NAMES[tool]);
  }

  setBrush({ size = this.brush.size, hardness = this.brush.hardness }: Partial<Brush>): void {
    this.brush = {
      size: Math.max(1, Math.min(2000, Math.round(size))),
      hardness: Math.max(0, Math.min(100, Math.round(hardness))),
    };
    this.host.say(`${this.brush.size} pixels, hardness ${this.brush.hardness} %`);
  }

  /** With Space and Alt held taken into account. */
  get activeTool(): ToolChoice {
    if (this.held.space || this.host.view.comparing) return "hand";
    if (!this.held.alt) return this.tool;
    return this.tool === "brush" ? "eraser" : this.tool === "eraser" ? "brush" : this.tool;
  }

  hold(now: Modifiers): void {
    const turned = now.alt !== this.held.alt || now.space !== this.held.space;
    this.held = now;
    if (!turned) return;
    this.showCursor();
    this.host.emit();
  }

  /** Keeps what is being drawn: before another act, another tool, another document, or leaving. */
  settle(): void {
    this.dispatch({ type: "blur" });
  }

  /** Drops what is being drawn; false when nothing is. */
  cancel(): boolean {
    const { owner } = this.tools;
    if (owner === null) return false;
    const shared = { pointer: owner, device: "mouse", button: 0, time: 0, samples: [], modifiers: this.held } as const;
    this.dispatch({ type: "cancel", ...shared });
    return true;
  }

  /** A press and release at an image point, as the keyboard paints. */
  stamp(image: { x: number; y: number }): void {
    const samples = [{ image, screen: toScreen(this.host.view.viewport, image), pressure: 1 }];
    const shared = { pointer: -1, device: "mouse", button: 0, time: 0, samples, modifiers: this.held } as const;
    this.dispatch({ type: "down", ...shared });
    this.dispatch({ type: "up", ...shared });
  }

  dispatch(input: RootInput): void {
    const { state, effects } = root(this.tools, input, this.context());
    this.tools = state;
    for (const effect of effects) this.perform(effect);
    if ("samples" in input && input.type === "up") this.showCursor();
    if (input.type === "select") this.showCursor();
  }

  hoverDivider(over: boolean): void {
    if (over === this.overDivider) return;
    this.overDivider = over;
    this.showCursor();
  }

  showCursor(): void {
    const { view } = this.host;
    const tool = this.activeTool;
    if (this.overDivider) view.setCursor({ kind: "css", cursor: "ew-resize" });
    else if (tool === "brush" || tool === "eraser") {
      const diameter = this.brush.size * view.viewport.scale;
      view.setCursor({ kind: "ring", diameter, sign: tool === "brush" ? "+" : "−" });
    } else view.setCursor({ kind: "css", cursor: tool === "hand" ? "grab" : "crosshair" });
  }

  covered(): string {
    return `Mask covers ${Math.round(this.host.documents.active.coverage * 100)} %`;
  }

  private context(): ToolContext {
    const { image, view } = this.host;
    const { box, eyeLine, viewport } = view;
    return {
      zoom: viewport.scale,
      width: image.width,
      height: image.height,
      box,
      eyeLine,
      lastPaint: this.lastPaint,
    };
  }

  private perform(effect: Effect): void {
    const { view, documents } = this.host;
    const session = documents.active;
    switch (effect.type) {
      case "begin":
        session.beginStroke(this.brush, effect.mode);
        break;
      case "strokeTo":
        session.extendStroke(effect.samples);
        view.flushMask();
        break;
      case "commitStroke":
        this.lastPaint = this.tools.lastSample;
        session.endStroke(true);
        this.host.say(this.covered());
        break;
      case "rollback":
        session.endStroke(false);
        this.host.emit();
        break;
      case "commit":
        session.commit(effect.op);
        this.host.say(this.covered());
        break;
      case "preview":
        view.setPreview(effect.shape);
        break;
      case "pan":
        view.pan(effect.dx, effect.dy);
        break;
      case "zoom":
        this.host.zoom(effect.factor, effect.at);
        break;
      case "box":
        view.setBox(effect.box, effect.eyeLine);
        this.host.emit();
        break;
      case "divider":
        view.setCompare({ ...view.compare, position: effect.x / this.host.image.width });
        this.showCursor();
        this.host.emit();
        break;
    }
  }
}
