import { decodePng, encodePng } from "@/contract/mask/codec/png";
import { MaskError } from "@/contract/mask/error";
import { pixelSha256 } from "@/contract/mask/hash";
import type { DrawOp, LoggedOp, RasterOp } from "@/contract/mask/ops";
import { rasterOp } from "@/contract/mask/raster-op";
import type { Rect } from "@/contract/mask/tiles";
import { CanvasHost } from "./canvas-host";
import { CanvasView } from "./canvas-view";
import { Documents } from "./documents";
import type { EditorOptions, EditorSnapshot, MaskEditor, ToolChoice } from "./editor-types";
import { Input } from "./input";
import type { Brush } from "./live-stroke";
import type { MaskSession } from "./session";
import { type DeskHost, ToolDesk } from "./tool-desk";
import { defaultEyeLine } from "./tools/box";
import type { EyeLine } from "./tools/tool";
import type { Compare } from "./view/pictures";
import type { MaskView } from "./view/tile-cache";
import type { Point, Viewport } from "./viewport";

/** Opens a mask in a container (which it makes focusable and positioned). Rejects with MaskError when the document does not fit. */
export async function createEditor(container: HTMLDivElement, options: EditorOptions): Promise<MaskEditor> {
  let editor: Editor | null = null;
  const documents = await Documents.start(options, {
    settle: () => editor?.settle(),
    arranged: () => editor?.arranged(),
    changed: () => editor?.emit(),
  });
  editor = new Editor(container, options, documents);
  return editor;
}

/** The face the shell talks to. Tools are the desk's, pixels and logs the documents', drawing the view's. */
class Editor implements MaskEditor, DeskHost {
  readonly documents: Documents;
  readonly view: CanvasView;
  readonly image: EditorOptions["image"];
  readonly readOnly: boolean;
  private readonly listeners = new Set<() => void>();
  private readonly desk: ToolDesk;
  private readonly input: Input;
  private readonly first: MaskSession;
  private announcement = "";
  private snapshot: EditorSnapshot | null = null;
  private closed = false;

  constructor(container: HTMLDivElement, options: EditorOptions, documents: Documents) {
    this.documents = documents;
    this.first = documents.active;
    this.image = options.image;
    this.readOnly = options.readOnly ?? false;
    ready(container);
    let started = false;
    this.view = new CanvasView(container, options.image, () => started && this.emit());
    started = true;
    this.desk = new ToolDesk(this);
    const { desk, view, image } = this;
    const host = new CanvasHost({ editor: this, desk, view, image, say: (text) => this.say(text) });
    this.input = new Input(container, host, {
      singleKeys: options.singleKeys ?? true,
      wheelZooms: options.wheelZooms ?? false,
    });
    host.lend = (code, back) => this.input.lend(code, back);
    this.arranged();
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
    this.desk.select(tool);
  }

  setBrush(brush: Partial<Brush>): void {
    this.desk.setBrush(brush);
  }

  undo(): void {
    this.edit(() => (this.documents.active.undo() ? null : this.undoOlder()));
  }

  redo(): void {
    this.edit(() => (this.documents.active.redo() ? null : "Nothing to redo"));
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
    const { image } = this;
    if (width !== image.width || height !== image.height)
      throw new MaskError(`The mask picture is ${width} x ${height}, the picture ${image.width} x ${image.height}`);
    this.commit(rasterOp(pixels, { x: 0, y: 0, w: width, h: height }, mode));
  }

  undoOp(id: string): Promise<boolean> {
    if (this.readOnly || this.documents.locked) return Promise.resolve(false);
    this.settle();
    return this.documents.active.undoOp(id);
  }

  get viewport(): Viewport {
    return this.view.viewport;
  }

  lookAt(middle: Point, scale: number): void {
    this.view.lookAt(middle, scale);
    this.viewChanged();
  }

  fit(): void {
    this.view.fit();
    this.viewChanged();
  }

  zoomTo(scale: number, anchor?: Point): void {
    this.view.zoomTo(scale, anchor);
    this.viewChanged();
  }

  zoom(factor: number, at: Point): void {
    this.zoomTo(this.view.viewport.scale * factor, at);
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
    this.first.receive(ops);
  }

  applyAcknowledged(acks: readonly { id: string; seq: number }[]): void {
    this.first.acknowledge(acks);
  }

  flush(): Promise<void> {
    return this.documents.flush();
  }

  maskCoverage(): number {
    return this.documents.active.coverage;
  }

  hash(): Promise<string> {
    return pixelSha256(this.documents.active.mask);
  }

  exportPng(): Promise<Uint8Array<ArrayBuffer>> {
    return encodePng(this.documents.active.mask.flat(), this.image.width, this.image.height);
  }

  async debug() {
    const { history, coverage } = this.documents.active;
    return {
      hash: await this.hash(),
      coverage,
      ops: history.length,
      waiting: history.unacknowledged.length,
      zoom: this.view.viewport.scale,
      tool: this.desk.tool,
    };
  }

  destroy(): void {
    if (this.closed) return;
    this.settle();
    this.closed = true;
    this.input.destroy();
    this.listeners.clear();
    this.documents.closeAll();
    this.view.destroy();
  }

  // What the desk and the documents ask of their host.

  settle(): void {
    this.desk.settle();
  }

  arranged(): void {
    this.view.showMasks(this.documents.looks());
    this.desk.showCursor();
    this.emit();
  }

  say(text: string): void {
    this.announcement = text;
    this.desk.showCursor();
    this.emit();
  }

  /** Something changed: draw what the masks marked and tell the shell. */
  emit(): void {
    if (this.closed) return;
    this.view.flushMask();
    this.snapshot = null;
    for (const listener of this.listeners) listener();
  }

  private commit(op: DrawOp): void {
    this.edit(() => {
      this.documents.active.commit(op);
      return null;
    });
  }

  /** Keeps the stroke in progress first: there is only ever one transaction. `work` answers what to say, or null. */
  private edit(work: () => string | null): void {
    if (this.readOnly) return;
    this.settle();
    if (this.documents.locked) {
      this.say("This layer is locked");
      return;
    }
    this.say(work() ?? this.desk.covered());
  }

  /** What was painted before this visit's checkpoint is asked for only when undo comes to it. */
  private undoOlder(): string {
    const { active } = this.documents;
    if (!active.canUndo) return "Nothing to undo";
    active.loadOlder().then(
      (more) => more && active === this.documents.active && this.undo(),
      () => this.say("The earlier strokes could not be loaded. Try again."),
    );
    return "Loading earlier strokes";
  }

  private viewChanged(): void {
    this.desk.showCursor();
    this.emit();
  }

  private read(): EditorSnapshot {
    const { view, desk } = this;
    const document = this.documents.active;
    return {
      tool: desk.tool,
      activeTool: desk.activeTool,
      document: document.key,
      brush: desk.brush,
      zoom: view.viewport.scale,
      maskVisible: view.maskVisible,
      view: view.maskView,
      canUndo: document.canUndo,
      canRedo: document.history.canRedo,
      coverage: document.coverage,
      sync: document.status,
      image: view.imageState,
      result: view.resultState,
      compare: view.compare,
      box: view.box,
      eyeLine: view.eyeLine,
      readOnly: this.readOnly,
      announcement: this.announcement,
    };
  }
}

function ready(container: HTMLDivElement): void {
  Object.assign(container.style, {
    touchAction: "none",
    overflow: "hidden",
    userSelect: "none",
    outlineOffset: "-2px",
  });
  if (getComputedStyle(container).position === "static") container.style.position = "relative";
  if (!container.hasAttribute("tabindex")) container.tabIndex = 0;
}
