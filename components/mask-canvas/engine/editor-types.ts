import type { MaskPost } from "@/contract/mask/document";
import type { ModelBoxOptions } from "@/contract/mask/model-box";
import type { LoggedOp, PaintMode, RasterOp } from "@/contract/mask/ops";
import type { Rect } from "@/contract/mask/tiles";
import type { FindInBox, Likeness } from "./asks";
import type { Documents } from "./documents";
import type { Brush } from "./live-stroke";
import type { SyncStatus } from "./sync";
import type { EyeLine, PendingKey, ToolName } from "./tools/tool";
import type { Compare, PictureState } from "./view/pictures";
import type { MaskView } from "./view/tile-cache";
import type { Point, Viewport } from "./viewport";

export type ToolChoice = Exclude<ToolName, "divider" | "tune">;

/** Changes identity only when a value changes, so it suits useSyncExternalStore. */
export type EditorSnapshot = {
  tool: ToolChoice;
  /** The key of the document that is painted on; canUndo, coverage and sync are its own. */
  document: string;
  /** With Space and Alt held taken into account. */
  activeTool: ToolChoice;
  brush: Brush;
  zoom: number;
  maskVisible: boolean;
  view: MaskView;
  rulers: boolean;
  /** For the bucket and for magic select's presses. */
  likeness: Likeness;
  /** Something waits for Enter, Backspace or Escape; `proposed` when that is a selection. */
  pending: boolean;
  proposed: boolean;
  /** A fill or a selection is being worked out. */
  busy: boolean;
  /** What the mask becomes at use, as previewed. */
  post: MaskPost;
  canUndo: boolean;
  canRedo: boolean;
  /** 0 to 1. */
  coverage: number;
  sync: SyncStatus;
  image: PictureState;
  result: PictureState;
  compare: Compare;
  box: Rect | null;
  eyeLine: EyeLine | null;
  readOnly: boolean;
  /** For a polite live region: "Eraser, 61 pixels". */
  announcement: string;
};

export type MaskEditor = {
  subscribe(listener: () => void): () => void;
  getSnapshot(): EditorSnapshot;
  /** All open masks of the picture; what paints below acts on the active one. */
  readonly documents: Documents;

  setTool(tool: ToolChoice): void;
  /** Size 1-2000 px, hardness 0-100 percent, opacity 1-100 percent; what is left out stays. */
  setBrush(brush: Partial<Brush>): void;
  undo(): void;
  redo(): void;
  clear(): void;
  invert(): void;
  fill(): void;
  /** Draws a shape by numbers, in image pixels. */
  addShape(kind: "rect" | "ellipse", mode: PaintMode, rect: Rect): void;
  setLikeness(likeness: Partial<Likeness>): void;
  /** How a dragged box of magic select is looked into; null makes it refuse. */
  setFindInBox(find: FindInBox | null): void;
  /** Enter, Backspace and Escape for what is pending, from a button. */
  pendingKey(key: PendingKey, alt?: boolean): void;
  /** Shows what a pass will use of the active mask; the drawn pixels stay. */
  setPost(post: MaskPost): void;
  /** Makes what is previewed part of the pixels, as one op. The preview stays as it is: set it to nothing after. */
  bake(): void;

  /** A mask picture as an op (contract/mask/raster-op.ts), such as the result of box select. */
  addRaster(op: RasterOp): void;
  /** A grey PNG of exactly the image's size. Rejects with MaskError on any other. */
  addMaskPng(png: Uint8Array, mode: RasterOp["mode"]): Promise<void>;

  /** Takes back any op of the active document by its id; loads older ones if need be. False when it is taken back already. */
  undoOp(id: string): Promise<boolean>;

  /** screen = image x scale + offset, in CSS pixels of the container. */
  readonly viewport: Viewport;
  /** Brings an image point to the middle of the canvas. */
  lookAt(middle: Point, scale: number): void;
  fit(): void;
  /** What `fit` shows instead of the picture, in image pixels; it may reach beyond the picture. A fitted view follows it. */
  setExtent(extent: Rect | null): void;
  /** 1 = 100 %; keeps a screen point in place, the middle of the canvas unless told. */
  zoomTo(scale: number, anchor?: Point): void;
  setMaskVisible(visible: boolean): void;
  setView(view: MaskView): void;
  setRulers(rulers: boolean): void;

  /** A staged result over the image; null takes it away. Resolves when it can be seen (or could not be read: see snapshot.result). */
  showCompare(url: string | null): Promise<void>;
  setCompare(compare: Partial<Compare>): void;

  /** Whole image pixels. */
  getBox(): Rect | null;
  setBox(box: Rect | null): void;
  /** Puts the box around the mask, with air and in sides the model takes. */
  fitBox(options?: Partial<ModelBoxOptions>): void;
  /** Image pixels. `setEyeLine("default")` puts it where eyes usually are in the box. */
  getEyeLine(): EyeLine | null;
  setEyeLine(line: EyeLine | null | "default"): void;

  /** Ops of others (mine among them do no harm), in the server's order, for the document the editor began with; for others ask `documents`. */
  applyRemote(ops: readonly LoggedOp[]): void;
  /** Numbers for ops of mine, learnt other than through `send`, in the document the editor began with. */
  applyAcknowledged(acks: readonly { id: string; seq: number }[]): void;
  /** Sends what waits in all documents; resolves when all is saved or sending failed (see snapshot.sync). */
  flush(): Promise<void>;

  /** The share of the image that is masked, 0 to 1. */
  maskCoverage(): number;
  /** SHA-256 of the pixels, lower-case hex. */
  hash(): Promise<string>;
  /** 8-bit grey, exactly the image's size, white = repaint; `post` is not applied. */
  exportPng(): Promise<Uint8Array<ArrayBuffer>>;
  /** For end-to-end tests: what is in the document, not what is on screen. */
  debug(): Promise<{ hash: string; coverage: number; ops: number; waiting: number; zoom: number; tool: ToolChoice }>;
  /** Keeps an open stroke, starts a last send, lets go of all listeners and canvases. */
  destroy(): void;
};
