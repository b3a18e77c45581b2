import type { Rect, TiledMask } from "@/contract/mask/tiles";
import type { EyeLine, Preview } from "./tools/tool";
import type { UsedPicture } from "./used-picture";
import { Ants } from "./view/ants";
import { Cursor, type CursorLook } from "./view/cursor";
import { type MaskLook, PROPOSED } from "./view/mask-look";
import { type Compare, Picture, type PictureState, paintPictures } from "./view/pictures";
import { MaskStage } from "./view/stage";
import type { MaskView } from "./view/tile-cache";
import {
  clampScale,
  fitTo,
  fitToArea,
  keepInSight,
  type Point,
  panBy,
  type Size,
  toImage,
  toScreen,
  type Viewport,
  zoomTo,
} from "./viewport";

const BLINK_MS = 600;
/** Reach of the wipe line in CSS pixels. */
const DIVIDER_REACH = 14;
/** Room in CSS pixels for what stands under a frame beyond the picture. */
const EXTENT_BAR = 40;

/** All that is seen: layers, viewport, pictures, overlay, cursor. Knows no op and no tool. */
export class CanvasView {
  viewport: Viewport = { scale: 1, x: 0, y: 0 };
  compare: Compare = { mode: "off", position: 0.5, opacity: 0.5 };
  box: Rect | null = null;
  eyeLine: EyeLine | null = null;
  maskView: MaskView = "rubylith";
  maskVisible = true;
  rulers = false;
  private readonly base: Picture;
  private readonly result: Picture;
  private readonly stage: MaskStage;
  private readonly cursor: Cursor;
  private readonly ants: Ants;
  private looks: readonly MaskLook[] = [];
  private proposal: TiledMask | null = null;
  private readonly image: Size;
  private readonly observer: ResizeObserver;
  private preview: Preview | null = null;
  private fitted = true;
  private extent: Rect | null = null;
  private blinkOn = true;
  private blink: ReturnType<typeof setInterval> | null = null;

  constructor(container: HTMLDivElement, image: Size & { url: string }, changed: () => void) {
    this.image = image;
    const redraw = () => {
      this.applyCompare();
      changed();
    };
    this.base = new Picture(redraw);
    this.result = new Picture(redraw);
    this.stage = new MaskStage(container, (g, view, ratio, rough) => {
      const pictures = { base: this.base.image, result: this.result.image };
      paintPictures(g, pictures, { ...this.compare, blinkOn: this.blinkOn }, this.image, view, ratio, rough);
    });
    this.ants = new Ants(container);
    this.cursor = new Cursor(container);
    const measure = () => {
      this.stage.resize({ width: container.clientWidth, height: container.clientHeight });
      this.moveTo(this.fitted ? this.fittedView() : this.viewport);
      changed();
    };
    this.observer = new ResizeObserver(measure);
    this.observer.observe(container);
    measure();
    void this.base.show(image.url);
  }

  get imageState(): PictureState {
    return this.base.state;
  }

  get resultState(): PictureState {
    return this.result.state;
  }

  fit(): void {
    this.fitted = true;
    this.moveTo(this.fittedView());
  }

  /** What fitting shows instead of the picture, such as a frame that reaches beyond it; null is the picture again. */
  setExtent(extent: Rect | null): void {
    this.extent = extent;
    if (this.fitted) this.fit();
  }

  /** Around a screen point, or the middle of the canvas. */
  zoomTo(scale: number, anchor?: Point): void {
    const { width, height } = this.stage.size;
    this.fitted = false;
    this.moveTo(zoomTo(this.viewport, scale, anchor ?? { x: width / 2, y: height / 2 }), true);
  }

  lookAt(middle: Point, scale: number): void {
    const { width, height } = this.stage.size;
    this.fitted = false;
    this.moveTo({ scale, x: width / 2 - middle.x * scale, y: height / 2 - middle.y * scale });
  }

  pan(dx: number, dy: number): void {
    this.fitted = false;
    this.moveTo(panBy(this.viewport, dx, dy), true);
  }

  /** Shows an image rectangle as large as it goes. */
  zoomInto({ x, y, w, h }: Rect): void {
    const { width, height } = this.stage.size;
    this.lookAt({ x: x + w / 2, y: y + h / 2 }, clampScale(Math.min(width / Math.max(1, w), height / Math.max(1, h))));
  }

  /** What is on screen of the picture, in image pixels; null when nothing is. */
  visibleImage(): Rect | null {
    const { width, height } = this.stage.size;
    const a = toImage(this.viewport, { x: 0, y: 0 });
    const b = toImage(this.viewport, { x: width, y: height });
    const [x0, y0] = [Math.max(0, a.x), Math.max(0, a.y)];
    const [x1, y1] = [Math.min(this.image.width, b.x), Math.min(this.image.height, b.y)];
    return x1 > x0 && y1 > y0 ? { x: x0, y: y0, w: x1 - x0, h: y1 - y0 } : null;
  }

  flushMask(): void {
    if (this.stage.flushMask()) this.ants.refresh();
  }

  setPreview(preview: Preview | null): void {
    this.preview = preview;
    this.drawOverlay();
  }

  setBox(box: Rect | null, eyeLine: EyeLine | null): void {
    this.box = box;
    this.eyeLine = eyeLine;
    this.drawOverlay();
  }

  showMasks(looks: readonly MaskLook[]): void {
    this.looks = looks;
    this.arrange();
  }

  /** What magic select offers, over everything; null takes it away. */
  setProposal(mask: TiledMask | null): void {
    this.proposal = mask;
    this.arrange();
  }

  setUsed(picture: UsedPicture | null): void {
    this.stage.setUsed(picture);
  }

  setRulers(rulers: boolean): void {
    this.rulers = rulers;
    this.drawOverlay();
  }

  setMaskView(view: MaskView): void {
    this.maskView = view;
    this.stage.setMaskView(view);
    this.arrange();
  }

  setMaskVisible(visible: boolean): void {
    this.maskVisible = visible;
    this.applyCompare();
  }

  showResult(url: string | null): Promise<void> {
    return this.result.show(url);
  }

  setCompare(compare: Compare): void {
    const share = (value: number) => Math.max(0, Math.min(1, value));
    this.compare = { ...compare, position: share(compare.position), opacity: share(compare.opacity) };
    this.applyCompare();
  }

  onDivider(at: Point): boolean {
    return (
      this.dividerX() !== null &&
      Math.abs(toScreen(this.viewport, { x: this.dividerX() ?? 0, y: 0 }).x - at.x) <= DIVIDER_REACH
    );
  }

  setCursor(look: CursorLook): void {
    this.cursor.setLook(look);
  }

  hover(at: Point | null): void {
    this.cursor.show(at !== null);
    if (at) this.cursor.moveTo(at);
  }

  destroy(): void {
    if (this.blink !== null) clearInterval(this.blink);
    this.observer.disconnect();
    void this.base.show(null);
    void this.result.show(null);
    this.cursor.destroy();
    this.ants.destroy();
    this.stage.destroy();
  }

  /** Called after every pan and zoom. */
  onMoved: () => void = () => {};

  private fittedView(): Viewport {
    const { extent } = this;
    return extent ? fitToArea(this.stage.size, extent, EXTENT_BAR) : fitTo(this.stage.size, this.image);
  }

  private moveTo(view: Viewport, byHand = false): void {
    this.viewport = keepInSight(view, this.stage.size, this.image);
    this.stage.setViewport(this.viewport, byHand);
    this.ants.look(this.viewport, this.stage.size);
    this.onMoved();
    this.drawOverlay();
  }

  /** The mask is hidden by a comparison, so nothing should be painted. */
  get comparing(): boolean {
    return this.result.image !== null && this.compare.mode !== "off";
  }

  private dividerX(): number | null {
    return this.comparing && this.compare.mode === "wipe" ? this.compare.position * this.image.width : null;
  }

  /** The mask would tint what is being judged, so it is hidden while two pictures are compared. */
  private applyCompare(): void {
    this.stage.setMaskVisible(this.maskVisible && !this.comparing);
    this.showAnts();
    const blinking = this.comparing && this.compare.mode === "blink";
    if (!blinking && this.blink !== null) {
      clearInterval(this.blink);
      this.blink = null;
    }
    if (blinking && this.blink === null) {
      this.blink = setInterval(() => {
        this.blinkOn = !this.blinkOn;
        this.stage.redrawPictures();
      }, BLINK_MS);
    }
    this.stage.redrawPictures();
    this.drawOverlay();
  }

  private arrange(): void {
    const { proposal } = this;
    const offered: MaskLook[] = proposal
      ? [{ mask: proposal, colour: PROPOSED, visible: true, active: false, proposed: true }]
      : [];
    this.stage.setMasks([...this.looks, ...offered]);
    this.showAnts();
  }

  private showAnts(): void {
    const active = this.maskView === "ants" ? this.looks.find((look) => look.active)?.mask : undefined;
    const seen = this.maskVisible && !this.comparing;
    this.ants.show(this.proposal ?? (seen ? (active ?? null) : null));
  }

  private drawOverlay(): void {
    const x = this.dividerX();
    this.stage.setOverlay({
      preview: this.preview,
      box: this.box,
      eyeLine: this.eyeLine,
      divider: x === null ? null : { x, height: this.image.height },
      image: this.image,
      rulers: this.rulers,
    });
  }
}
