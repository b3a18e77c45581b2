import { decodePng, encodePng } from "@/contract/mask/codec/png";
import { MaskError } from "@/contract/mask/error";
import { pixelSha256 } from "@/contract/mask/hash";
import type { DrawOp, LoggedOp, RasterOp } from "@/contract/mask/ops";
import { rasterOp } from "@/contract/mask/raster-op";
import type { Rect } from "@/contract/mask/tiles";
import { CanvasView } from "./canvas-view";
import type { EditorOptions, EditorSnapshot, MaskEditor, ToolChoice } from "./editor-types";
import type { Command } from "./hotkeys";
import { Input } from "./input";
import type { Brush } from "./live-stroke";
import { runCommand } from "./run-command";
import { MaskSession } from "./session";
import { defaultEyeLine } from "./tools/box";
import { type RootInput, type RootState, root, rootStart } from "./tools/root";
import type { Effect, EyeLine, Modifiers, Sample, ToolContext } from "./tools/tool";
import type { Compare } from "./view/pictures";
import type { MaskView } from "./view/tile-cache";
import { type Point, toImage, toScreen } from "./viewport";

/** Opens a mask in a container (which it makes focusable and positioned). Rejects with MaskError when the document does not fit. */
export async function createEditor(container: HTMLDivElement, options: EditorOptions): Promise<MaskEditor> {
  const listeners = new Set<() => void>();
  let editor: Editor | null = null;
  const session = await MaskSession.open(options, () => editor?.emit());
  editor = new Editor(container, options, session, listeners);
  return editor;
}

const NO_KEYS: Modifiers = { shift: false, alt: false, mod: false, space: false };
const NAMES: Record<ToolChoice, string> = {
  brush: "Brush",
  eraser: "Eraser",
  hand: "Hand",
  rectangle: "Rectangle",
  ellipse: "Ellipse",
  lasso: "Lasso",
  box: "Box",
};

class Editor implements MaskEditor {
  private readonly options: EditorOptions;
  private readonly session: MaskSession;
  private readonly listeners: Set<() => void>;
  private readonly view: CanvasView;
  private readonly input: Input;
  private tools: RootState;
  private tool: ToolChoice;
  private brush: Brush = { size: 80, hardness: 100 };
  private held = NO_KEYS;
  private lastPaint: Sample | null = null;
  private virtual: Point | null = null;
  private announcement = "";
  private snapshot: EditorSnapshot | null = null;
  private overDivider = false;
  private closed = false;

  constructor(container: HTMLDivElement, options: EditorOptions, session: MaskSession, listeners: Set<() => void>) {
    this.options = options;
    this.session = session;
    this.listeners = listeners;
    this.tool = options.readOnly ? "hand" : "brush";
    this.tools = rootStart(this.tool);
    Object.assign(container.style, {
      touchAction: "none",
      overflow: "hidden",
      userSelect: "none",
      outlineOffset: "-2px",
    });
    if (getComputedStyle(container).position === "static") container.style.position = "relative";
    if (!container.hasAttribute("tabindex")) container.tabIndex = 0;
    let started = false;
    this.view = new CanvasView(container, session.mask, options.image.url, () => started && this.emit());
    started = true;
    this.input = new Input(container, this, {
      singleKeys: options.singleKeys ?? true,
      wheelZooms: options.wheelZooms ?? false,
    });
    this.showCursor();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  getSnapshot(): EditorSnapshot {
    this.snapshot ??= this.read();
    return this.snapshot;
  }

  setTool(tool: ToolChoice): void {
    if (this.options.readOnly && tool !== "hand" && tool !== "box") return;
    this.tool = tool;
    this.dispatch({ type: "select", tool });
    this.say(tool === "brush" || tool === "eraser" ? `${NAMES[tool]}, ${this.brush.size} pixels` : NAMES[tool]);
  }

  setBrush({ size = this.brush.size, hardness = this.brush.hardness }: Partial<Brush>): void {
    this.brush = {
      size: Math.max(1, Math.min(2000, Math.round(size))),
      hardness: Math.max(0, Math.min(100, Math.round(hardness))),
    };
    this.say(`${this.brush.size} pixels, hardness ${this.brush.hardness} %`);
  }

  undo(): void {
    this.edit(() => (this.session.undo() ? null : "Nothing to undo"));
  }

  redo(): void {
    this.edit(() => (this.session.redo() ? null : "Nothing to redo"));
  }

  clear(): void {
    this.commit({ kind: "clear" });
  }

  invert(): void {
    this.commit({ kind: "invert" });
  }

  fill(): void {
    this.commit({ kind: "fill" });
  }

  addRaster(op: RasterOp): void {
    this.commit(op);
  }

  async addMaskPng(png: Uint8Array, mode: RasterOp["mode"]): Promise<void> {
    const { width, height, pixels } = await decodePng(png);
    const { image } = this.options;
    if (width !== image.width || height !== image.height)
      throw new MaskError(`The mask picture is ${width} x ${height}, the picture ${image.width} x ${image.height}`);
    this.commit(rasterOp(pixels, { x: 0, y: 0, w: width, h: height }, mode));
  }

  fit(): void {
    this.view.fit();
    this.viewChanged();
  }

  zoomTo(scale: number): void {
    this.view.zoomTo(scale);
    this.viewChanged();
  }

  setMaskVisible(visible: boolean): void {
    this.view.setMaskVisible(visible);
    this.say(visible ? "Mask shown" : "Mask hidden");
  }

  setView(view: MaskView): void {
    this.view.setMaskView(view);
    this.say(view === "bw" ? "Mask in black and white" : "Mask over the picture");
  }

  async showCompare(url: string | null): Promise<void> {
    await this.view.showResult(url);
    if (!this.closed) this.viewChanged();
  }

  setCompare(compare: Partial<Compare>): void {
    this.view.setCompare({ ...this.view.compare, ...compare });
    this.viewChanged();
  }

  getBox(): Rect | null {
    return this.view.box;
  }

  setBox(box: Rect | null): void {
    this.view.setBox(box, this.view.eyeLine);
    this.emit();
  }

  getEyeLine(): EyeLine | null {
    return this.view.eyeLine;
  }

  setEyeLine(line: EyeLine | null | "default"): void {
    const { box } = this.view;
    this.view.setBox(box, line === "default" ? box && defaultEyeLine(box) : line);
    this.emit();
  }

  applyRemote(ops: readonly LoggedOp[]): void {
    this.session.receive(ops);
  }

  applyAcknowledged(acks: readonly { id: string; seq: number }[]): void {
    this.session.acknowledge(acks);
  }

  flush(): Promise<void> {
    return this.session.flush();
  }

  maskCoverage(): number {
    return this.session.coverage;
  }

  hash(): Promise<string> {
    return pixelSha256(this.session.mask);
  }

  exportPng(): Promise<Uint8Array<ArrayBuffer>> {
    const { width, height } = this.options.image;
    return encodePng(this.session.mask.flat(), width, height);
  }

  async debug() {
    const { history, coverage } = this.session;
    return {
      hash: await this.hash(),
      coverage,
      ops: history.length,
      waiting: history.unacknowledged.length,
      zoom: this.view.viewport.scale,
      tool: this.tool,
    };
  }

  destroy(): void {
    if (this.closed) return;
    this.dispatch({ type: "blur" });
    this.closed = true;
    this.input.destroy();
    this.listeners.clear();
    this.session.close();
    this.view.destroy();
  }

  /** Something changed: draw what the mask marked and tell the shell. */
  emit(): void {
    if (this.closed) return;
    this.view.flushMask();
    this.snapshot = null;
    for (const listener of this.listeners) listener();
  }

  // What Input asks of its host.

  pointer(input: Extract<RootInput, { pointer: number }>): void {
    const blind = this.view.comparing && input.type === "down";
    this.dispatch(blind ? { ...input, modifiers: { ...input.modifiers, space: true } } : input);
  }

  toImage(at: Point): Point {
    return toImage(this.view.viewport, at);
  }

  onDivider(at: Point): boolean {
    return this.view.onDivider(at);
  }

  hover(at: Point | null): void {
    this.view.hover(at);
    const onDivider = at !== null && this.view.onDivider(at);
    if (onDivider === this.overDivider) return;
    this.overDivider = onDivider;
    this.showCursor();
  }

  modifiers(now: Modifiers): void {
    const turned = now.alt !== this.held.alt || now.space !== this.held.space;
    this.held = now;
    if (!turned) return;
    this.showCursor();
    this.emit();
  }

  pan(dx: number, dy: number): void {
    this.view.pan(dx, dy);
  }

  zoom(factor: number, at: Point): void {
    this.view.zoomTo(this.view.viewport.scale * factor, at);
    this.viewChanged();
  }

  nudge(dx: number, dy: number): void {
    const { width, height } = this.options.image;
    const from = this.virtual ?? { x: width / 2, y: height / 2 };
    this.virtual = { x: Math.max(0, Math.min(width, from.x + dx)), y: Math.max(0, Math.min(height, from.y + dy)) };
    this.view.hover(toScreen(this.view.viewport, this.virtual));
    this.say(`${Math.round(this.virtual.x)}, ${Math.round(this.virtual.y)}`);
  }

  stamp(): void {
    const image = this.virtual;
    if (!image) return;
    const samples = [{ image, screen: toScreen(this.view.viewport, image), pressure: 1 }];
    const shared = { pointer: -1, device: "mouse", button: 0, time: 0, samples, modifiers: this.held } as const;
    this.dispatch({ type: "down", ...shared });
    this.dispatch({ type: "up", ...shared });
  }

  cancel(): boolean {
    const { owner } = this.tools;
    if (owner === null) return false;
    const shared = { pointer: owner, device: "mouse", button: 0, time: 0, samples: [], modifiers: this.held } as const;
    this.dispatch({ type: "cancel", ...shared });
    return true;
  }

  leave(): void {
    this.dispatch({ type: "blur" });
    void this.session.flush();
  }

  command(command: Command): void {
    if (command.type === "tool") this.lendTool(command.tool);
    else runCommand(this, command);
  }

  // Inside.

  private lendTool(tool: ToolChoice): void {
    const before = this.tool;
    this.setTool(tool);
    const code = {
      brush: "KeyB",
      eraser: "KeyE",
      lasso: "KeyL",
      rectangle: "KeyU",
      ellipse: "KeyU",
      hand: "KeyH",
      box: "KeyC",
    };
    if (before !== tool) this.input.lend(code[tool], () => this.setTool(before));
  }

  private commit(op: DrawOp): void {
    this.edit(() => {
      this.session.commit(op);
      return null;
    });
  }

  /** Keeps the stroke in progress first: there is only ever one transaction. `work` answers what to say, or null. */
  private edit(work: () => string | null): void {
    if (this.options.readOnly) return;
    this.dispatch({ type: "blur" });
    this.say(work() ?? this.covered());
  }

  private covered(): string {
    return `Mask covers ${Math.round(this.session.coverage * 100)} %`;
  }

  private dispatch(input: RootInput): void {
    const { state, effects } = root(this.tools, input, this.context());
    this.tools = state;
    for (const effect of effects) this.perform(effect);
    if ("samples" in input && input.type === "up") this.showCursor();
    if (input.type === "select") this.showCursor();
  }

  private context(): ToolContext {
    const { width, height } = this.options.image;
    const { box, eyeLine, viewport } = this.view;
    return { zoom: viewport.scale, width, height, box, eyeLine, lastPaint: this.lastPaint };
  }

  private perform(effect: Effect): void {
    switch (effect.type) {
      case "begin":
        this.session.beginStroke(this.brush, effect.mode);
        break;
      case "strokeTo":
        this.session.extendStroke(effect.samples);
        this.view.flushMask();
        break;
      case "commitStroke":
        this.lastPaint = this.tools.lastSample;
        this.session.endStroke(true);
        this.say(this.covered());
        break;
      case "rollback":
        this.session.endStroke(false);
        this.emit();
        break;
      case "commit":
        this.session.commit(effect.op);
        this.say(this.covered());
        break;
      case "preview":
        this.view.setPreview(effect.shape);
        break;
      case "pan":
        this.view.pan(effect.dx, effect.dy);
        break;
      case "zoom":
        this.zoom(effect.factor, effect.at);
        break;
      case "box":
        this.view.setBox(effect.box, effect.eyeLine);
        this.emit();
        break;
      case "divider":
        this.setCompare({ position: effect.x / this.options.image.width });
        break;
    }
  }

  private viewChanged(): void {
    this.showCursor();
    this.emit();
  }

  private showCursor(): void {
    const tool = this.activeTool();
    if (this.overDivider) this.view.setCursor({ kind: "css", cursor: "ew-resize" });
    else if (tool === "brush" || tool === "eraser") {
      const diameter = this.brush.size * this.view.viewport.scale;
      this.view.setCursor({ kind: "ring", diameter, sign: tool === "brush" ? "+" : "−" });
    } else this.view.setCursor({ kind: "css", cursor: tool === "hand" ? "grab" : "crosshair" });
  }

  private activeTool(): ToolChoice {
    if (this.held.space || this.view.comparing) return "hand";
    if (!this.held.alt) return this.tool;
    return this.tool === "brush" ? "eraser" : this.tool === "eraser" ? "brush" : this.tool;
  }

  private say(text: string): void {
    this.announcement = text;
    this.showCursor();
    this.emit();
  }

  private read(): EditorSnapshot {
    const { session, view } = this;
    return {
      tool: this.tool,
      activeTool: this.activeTool(),
      brush: this.brush,
      zoom: view.viewport.scale,
      maskVisible: view.maskVisible,
      view: view.maskView,
      canUndo: session.history.canUndo,
      canRedo: session.history.canRedo,
      coverage: session.coverage,
      sync: session.status,
      image: view.imageState,
      result: view.resultState,
      compare: view.compare,
      box: view.box,
      eyeLine: view.eyeLine,
      readOnly: this.options.readOnly ?? false,
      announcement: this.announcement,
    };
  }
}
