import type { TiledMask } from "@/contract/mask/tiles";
import { type AskHost, Asks } from "./asks";
import { CanvasView } from "./canvas-view";
import type { EditorOptions } from "./document-options";
import type { Documents } from "./documents";
import type { EditorSnapshot } from "./editor-types";
import { KernelClient } from "./kernel-client";
import { type DeskHost, ToolDesk } from "./tool-desk";
import { UsedPreview } from "./used-preview";
import type { Point } from "./viewport";

/** What every act of the editor stands on: the parts, what they ask of their host, and what the shell is told. */
export class EditorCore implements DeskHost, AskHost {
  readonly documents: Documents;
  readonly view: CanvasView;
  readonly image: EditorOptions["image"];
  readonly readOnly: boolean;
  readonly kernel = new KernelClient();
  readonly asks: Asks;
  protected readonly desk: ToolDesk;
  protected readonly used: UsedPreview;
  protected closed = false;
  private readonly listeners = new Set<() => void>();
  private announcement = "";
  private snapshot: EditorSnapshot | null = null;

  constructor(container: HTMLDivElement, options: EditorOptions, documents: Documents) {
    this.documents = documents;
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
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  getSnapshot(): EditorSnapshot {
    this.snapshot ??= this.read();
    return this.snapshot;
  }

  zoom(factor: number, at: Point): void {
    this.view.zoomTo(this.view.viewport.scale * factor, at);
    this.viewChanged();
  }

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

  protected viewChanged(): void {
    this.desk.showCursor();
    this.emit();
  }

  protected close(): void {
    this.closed = true;
    this.asks.close();
    this.used.close();
    this.kernel.close();
    this.listeners.clear();
    this.documents.closeAll();
    this.view.destroy();
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
