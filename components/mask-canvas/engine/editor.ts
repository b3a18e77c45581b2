import { decodePng } from "@/contract/mask/codec/png";
import type { MaskPost } from "@/contract/mask/document";
import { MaskError } from "@/contract/mask/error";
import { type ModelBoxOptions, maskBounds, modelBox } from "@/contract/mask/model-box";
import type { DrawOp, LoggedOp, PaintMode, RasterOp } from "@/contract/mask/ops";
import { toQuarter } from "@/contract/mask/points";
import { rasterOp } from "@/contract/mask/raster-op";
import type { Rect, TiledMask } from "@/contract/mask/tiles";
import { type AskHost, Asks, type FindInBox, type Likeness } from "./asks";
import { CanvasHost } from "./canvas-host";
import { CanvasView } from "./canvas-view";
import type { EditorOptions } from "./document-options";
import { Documents } from "./documents";
import type { EditorSnapshot, MaskEditor, ToolChoice } from "./editor-types";
import { Input } from "./input";
import { KernelClient } from "./kernel-client";
import type { Brush } from "./live-stroke";
import type { MaskSession } from "./session";
import { canvasSettings } from "./settings";
import { type DeskHost, ToolDesk } from "./tool-desk";
import { defaultEyeLine } from "./tools/box";
import type { EyeLine, PendingKey } from "./tools/tool";
import { UsedPreview } from "./used-preview";
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

const VIEWS: Record<MaskView, string> = {
  rubylith: "Mask over the picture",
  bw: "Mask in black and white",
  ants: "Outline of the mask",
};

/** The face the shell talks to. Tools are the desk's, pixels and logs the documents', drawing the view's. */
class Editor implements MaskEditor, DeskHost, AskHost {
  readonly documents: Documents;
  readonly view: CanvasView;
  readonly image: EditorOptions["image"];
  readonly readOnly: boolean;
  private readonly listeners = new Set<() => void>();
  private readonly desk: ToolDesk;
  private readonly input: Input;
  readonly kernel = new KernelClient();
  readonly asks: Asks;
  private readonly used: UsedPreview;
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
    this.asks = new Asks(this);
    this.used = new UsedPreview(this);
    this.view.onMoved = () => this.used.refresh();
    this.desk = new ToolDesk(this);
    const { desk, view, image } = this;
    const host = new CanvasHost({ editor: this, desk, view, image, say: (text) => this.say(text) });
    const singleKeys = options.singleKeys ?? true;
    this.input = new Input(container, host, () => {
      const { keys, pen, wheel } = canvasSettings();
      return { keys, pen, singleKeys, wheelZooms: wheel === "zoom" };
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

  /** While an outline is being placed it gives up its last corner. */
  undo(): void {
    if (this.desk.tool === "polygon" && this.desk.key("backspace", false)) return;
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

  addShape(kind: "rect" | "ellipse", mode: PaintMode, { x, y, w, h }: Rect): void {
    const [left, top] = [toQuarter(x), toQuarter(y)];
    const [width, height] = [toQuarter(x + w) - left, toQuarter(y + h) - top];
    if (width > 0 && height > 0) this.commit({ kind, mode, x: left, y: top, w: width, h: height });
  }

  setLikeness(likeness: Partial<Likeness>): void {
    this.asks.likeness = { ...this.asks.likeness, ...likeness };
    this.emit();
  }

  setFindInBox(find: FindInBox | null): void {
    this.asks.findInBox = find;
  }

  pendingKey(key: PendingKey, alt = false): void {
    this.desk.key(key, alt);
  }

  setPost(post: MaskPost): void {
    this.used.set(post);
    this.emit();
  }

  bake(): void {
    const { grow, feather, invert } = this.used.value;
    if (invert) this.commit({ kind: "invert" });
    if (grow !== 0 || feather !== 0) this.commit({ kind: "bake", grow, feather });
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

  setExtent(extent: Rect | null): void {
    this.view.setExtent(extent);
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
    this.used.refresh(0);
    this.say(VIEWS[view]);
  }

  setRulers(rulers: boolean): void {
    this.view.setRulers(rulers);
    this.say(rulers ? "Rulers shown" : "Rulers hidden");
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

  fitBox({ padding = 32, step = 64, least = 256 }: Partial<ModelBoxOptions> = {}): void {
    const bounds = maskBounds(this.documents.active.mask);
    if (bounds) this.setBox(modelBox(bounds, this.image, { padding, step, least }));
    const { box } = this.view;
    this.say(
      bounds && box ? `Box ${box.w} by ${box.h} around the mask` : "Nothing is masked, so there is no box to fit",
    );
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
    return this.kernel.ask(this.documents.active, "hash", null);
  }

  exportPng(): Promise<Uint8Array<ArrayBuffer>> {
    return this.kernel.ask(this.documents.active, "png", { depth: 8 });
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
    this.asks.close();
    this.used.close();
    this.kernel.close();
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

  propose(mask: TiledMask | null): void {
    this.view.setProposal(mask);
  }

  answered(found: boolean): void {
    this.desk.dispatch({ type: "answered", found });
    this.emit();
  }

  covered(): string {
    return this.desk.covered();
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
    this.used?.refresh();
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
      rulers: view.rulers,
      likeness: this.asks.likeness,
      pending: desk.pending,
      proposed: this.asks.proposal !== null,
      busy: this.asks.busy,
      post: this.used.value,
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
