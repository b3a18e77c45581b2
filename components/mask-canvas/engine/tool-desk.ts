import type { Asks } from "./asks";
import type { CanvasView } from "./canvas-view";
import type { Documents } from "./documents";
import type { ToolChoice } from "./editor-types";
import type { Brush } from "./live-stroke";
import { isPending, type RootInput, type RootState, root, rootStart } from "./tools/root";
import type { Effect, Modifiers, PendingKey, Sample, ToolContext } from "./tools/tool";
import { type Point, type Size, toScreen } from "./viewport";

/** What the desk needs of the editor around it. */
export type DeskHost = {
  readonly documents: Documents;
  readonly view: CanvasView;
  readonly image: Size;
  readonly readOnly: boolean;
  readonly asks: Asks;
  /** Tells assistive technology and the shell. */
  say(text: string): void;
  /** Something changed: draw and tell the shell. */
  emit(): void;
  zoom(factor: number, at: { x: number; y: number }): void;
};

/** The pointer number of the keyboard; browsers count from 0. */
const KEYBOARD = -1;
/** Tools that are dragged from one end to the other. */
const DRAGGED: readonly ToolChoice[] = ["rectangle", "ellipse", "lasso", "box", "hand"];
const NO_KEYS: Modifiers = { shift: false, alt: false, mod: false, space: false };
const NAMES: Record<ToolChoice, string> = {
  brush: "Brush",
  eraser: "Eraser",
  hand: "Hand",
  rectangle: "Rectangle",
  ellipse: "Ellipse",
  lasso: "Lasso",
  polygon: "Polygon",
  bucket: "Bucket",
  magic: "Magic select",
  zoom: "Zoom",
  box: "Box",
};

/** The tool in hand: feeds input to the state trees and does what they answer, on the active document. */
export class ToolDesk {
  tool: ToolChoice;
  brush: Brush = { size: 80, hardness: 100, opacity: 100 };
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
    if (this.host.readOnly && tool !== "hand" && tool !== "box" && tool !== "zoom") return;
    this.tool = tool;
    this.dispatch({ type: "select", tool });
    this.host.say(tool === "brush" || tool === "eraser" ? `${NAMES[tool]}, ${this.brush.size} pixels` : NAMES[tool]);
  }

  setBrush(change: Partial<Brush>): void {
    const { size, hardness, opacity } = { ...this.brush, ...change };
    const held = (value: number, least: number, most: number) => Math.max(least, Math.min(most, Math.round(value)));
    this.brush = { size: held(size, 1, 2000), hardness: held(hardness, 0, 100), opacity: held(opacity, 1, 100) };
    const { brush } = this;
    const faint = brush.opacity < 100 ? `, opacity ${brush.opacity} %` : "";
    this.host.say(`${brush.size} pixels, hardness ${brush.hardness} %${faint}`);
  }

  /** Something waits for more presses, or for Enter, Backspace or Escape. */
  get pending(): boolean {
    return isPending(this.tools);
  }

  /** False when nothing is pending: then the key means what it means elsewhere. */
  key(key: PendingKey, alt: boolean): boolean {
    if (!this.pending) return false;
    this.dispatch({ type: "key", key, alt });
    this.host.emit();
    return true;
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

  /** A press at an image point, as the keyboard paints. Shapes are held until the next press. Words to say, or null. */
  stamp(image: Point): string | null {
    const held = DRAGGED.includes(this.tool);
    if (this.tools.owner === KEYBOARD) {
      this.dispatch({ type: "up", ...this.byKeyboard(image) });
      return null;
    }
    this.dispatch({ type: "down", ...this.byKeyboard(image) });
    if (held) return "First corner set. Move, then press Enter for the other";
    this.dispatch({ type: "up", ...this.byKeyboard(image) });
    return null;
  }

  /** The keyboard moved: what it holds, or what is pending, follows. */
  dragTo(image: Point): void {
    if (this.tools.owner === KEYBOARD || (this.tools.owner === null && this.pending))
      this.dispatch({ type: "move", ...this.byKeyboard(image) });
  }

  private byKeyboard(image: Point) {
    const samples = [{ image, screen: toScreen(this.host.view.viewport, image), pressure: 1 }];
    return {
      ...({ pointer: KEYBOARD, device: "mouse", button: 0 } as const),
      ...{ time: performance.now(), samples, modifiers: this.held },
    };
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
    else if (this.host.asks.busy) view.setCursor({ kind: "css", cursor: "progress" });
    else if (tool === "brush" || tool === "eraser") {
      const diameter = this.brush.size * view.viewport.scale;
      view.setCursor({ kind: "ring", diameter, sign: tool === "brush" ? "+" : "−" });
    } else view.setCursor({ kind: "css", cursor: cursorOf(tool, this.held.alt) });
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
      case "zoomInto":
        view.zoomInto(effect.rect);
        this.showCursor();
        this.host.emit();
        break;
      case "fill":
        if (!documents.locked) void this.host.asks.pour(effect.at, effect.mode);
        break;
      case "ask":
        void this.host.asks.ask(effect.want);
        break;
      case "propose":
        this.host.asks.keep(documents.locked ? null : effect.keep);
        break;
      case "tune":
        this.setBrush({ size: this.brush.size + effect.dx, hardness: this.brush.hardness - effect.dy / 2 });
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

function cursorOf(tool: ToolChoice, alt: boolean): string {
  if (tool === "hand") return "grab";
  if (tool === "zoom") return alt ? "zoom-out" : "zoom-in";
  return "crosshair";
}
