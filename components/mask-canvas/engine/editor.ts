import { decodePng } from "@/contract/mask/codec/png";
import type { MaskPost } from "@/contract/mask/document";
import { MaskError } from "@/contract/mask/error";
import type { DrawOp, LoggedOp, PaintMode, RasterOp } from "@/contract/mask/ops";
import { toQuarter } from "@/contract/mask/points";
import { rasterOp } from "@/contract/mask/raster-op";
import type { Rect } from "@/contract/mask/tiles";
import type { FindInBox, Likeness } from "./asks";
import { CanvasHost } from "./canvas-host";
import type { EditorOptions } from "./document-options";
import { Documents } from "./documents";
import { EditorLooks } from "./editor-looks";
import type { MaskEditor, ToolChoice } from "./editor-types";
import { Input } from "./input";
import type { Brush } from "./live-stroke";
import type { MaskSession } from "./session";
import { canvasSettings } from "./settings";
import type { PendingKey } from "./tools/tool";

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
class Editor extends EditorLooks implements MaskEditor {
  private readonly input: Input;
  private readonly first: MaskSession;

  constructor(container: HTMLDivElement, options: EditorOptions, documents: Documents) {
    super(container, options, documents);
    this.first = documents.active;
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
    this.input.destroy();
    this.close();
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
}
