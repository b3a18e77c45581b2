import type { MaskPost } from "@/contract/mask/document";
import type { Rect } from "@/contract/mask/tiles";
import type { CanvasView } from "./canvas-view";
import type { Documents } from "./documents";
import type { KernelClient } from "./kernel-client";

type Host = { readonly documents: Documents; readonly view: CanvasView; readonly kernel: KernelClient };

const REST_MS = 80;
const STILL: MaskPost = { grow: 0, feather: 0, invert: false };

/** Shows what growing, feathering and inverting at use make of the mask, for what is on screen; worked out by the worker. */
export class UsedPreview {
  private readonly host: Host;
  private post = STILL;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private working = false;
  private again = false;
  private shown = false;
  private closed = false;
  /** What is on screen was worked out from. */
  private seen: { post: MaskPost; state: string } | null = null;

  constructor(host: Host) {
    this.host = host;
  }

  get value(): MaskPost {
    return this.post;
  }

  set(post: MaskPost): void {
    this.post = post;
    this.refresh(0);
  }

  /** The mask or what is seen of it changed. */
  refresh(after = REST_MS): void {
    const { grow, feather, invert } = this.post;
    if (this.closed || (grow === 0 && feather === 0 && !invert)) {
      this.again = false;
      if (this.shown) this.host.view.setUsed(null);
      this.shown = false;
      return;
    }
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.work(), after);
  }

  close(): void {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private async work(): Promise<void> {
    this.timer = null;
    this.again = this.working;
    if (this.working || this.closed) return;
    this.working = true;
    const { view, documents, kernel } = this.host;
    const { post } = this;
    const session = documents.active;
    const { scale, x, y } = view.viewport;
    const state = [session.key, session.history.length, session.coverage, scale, x, y, view.maskView].join();
    const fresh = this.seen?.post === post && this.seen.state === state && this.shown;
    try {
      if (fresh) return;
      const rect = view.visibleImage();
      const level = Math.max(0, Math.round(Math.log2(1 / view.viewport.scale)));
      const look = view.maskView === "bw" ? "bw" : "tint";
      const picture = rect && (await kernel.ask(session, "used", { post, rect: whole(rect), level, look }));
      if (this.closed) return;
      if (picture && post === this.post && session === documents.active) {
        view.setUsed(picture);
        this.shown = true;
        this.seen = { post, state };
      } else this.again = true;
    } catch {
      // Without a worker there is no preview; the mask itself is not touched by this.
    } finally {
      this.working = false;
    }
    if (this.again) this.refresh();
  }
}

const whole = ({ x, y, w, h }: Rect): Rect => {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  return { x: x0, y: y0, w: Math.ceil(x + w) - x0, h: Math.ceil(y + h) - y0 };
};
