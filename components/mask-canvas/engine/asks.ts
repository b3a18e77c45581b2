import { decodePng } from "@/contract/mask/codec/png";
import { MaskError } from "@/contract/mask/error";
import type { PaintMode } from "@/contract/mask/ops";
import { applyOp } from "@/contract/mask/raster";
import { rasterOfMask, rasterOp } from "@/contract/mask/raster-op";
import { type Rect, TiledMask } from "@/contract/mask/tiles";
import type { Documents } from "./documents";
import type { KernelClient } from "./kernel-client";
import type { MagicWant } from "./tools/tool";
import type { Point } from "./viewport";

/** How alike colours must be for the bucket and magic select, 0-255, and whether they must hang together. */
export type Likeness = { tolerance: number; contiguous: boolean };
/** Has what stands out in a box found by a pass: a grey PNG of the picture's size. Rejects with words for the person. */
export type FindInBox = (box: Rect, signal: AbortSignal) => Promise<Uint8Array>;

export type AskHost = {
  readonly documents: Documents;
  readonly kernel: KernelClient;
  readonly image: { url: string; width: number; height: number };
  say(text: string): void;
  /** A proposal to show, or null. */
  propose(mask: TiledMask | null): void;
  answered(found: boolean): void;
  covered(): string;
};

/** What takes longer than a press: bucket fills, and proposals that nothing is painted of until they are taken. */
export class Asks {
  likeness: Likeness = { tolerance: 32, contiguous: true };
  findInBox: FindInBox | null = null;
  busy = false;
  proposal: TiledMask | null = null;
  private readonly host: AskHost;
  private stop = new AbortController();

  constructor(host: AskHost) {
    this.host = host;
  }

  /** Fills the document that was active when it was poured, even when another is by the time it is worked out. */
  async pour(at: Point, mode: PaintMode): Promise<void> {
    const session = this.host.documents.active;
    if (this.busy || !this.inside(at)) return;
    await this.working("Filling", async () => {
      const op = await this.host.kernel.ask(session, "flood", { ...this.seed(at), mode });
      session.commit(op);
      this.host.say(this.host.covered());
    });
  }

  /** Adds to the proposal, or takes from it. */
  async ask(want: MagicWant): Promise<void> {
    const { signal } = this.stop;
    const found = await this.working(
      want.kind === "box" ? "Looking into the box" : "Looking for this colour",
      async () => {
        const op = want.kind === "box" ? await this.inBox(want.box, signal) : await this.alike(want.at);
        if (signal.aborted) return;
        const { width, height } = this.host.image;
        const proposal = this.proposal ?? new TiledMask(width, height);
        applyOp(proposal, { ...op, mode: want.take ? "erase" : "add" });
        this.proposal = proposal;
        this.host.propose(proposal);
        this.host.say("Selection proposed. Enter adds it, Alt and Enter takes it away, Escape drops it");
      },
    );
    if (!signal.aborted) this.host.answered(found || this.proposal !== null);
  }

  /** Takes the proposal into the mask as one op, or drops it. */
  keep(mode: PaintMode | null): void {
    const { proposal, host } = this;
    this.stop.abort();
    this.stop = new AbortController();
    this.proposal = null;
    host.propose(null);
    const op = proposal && mode && rasterOfMask(proposal, mode);
    if (op) host.documents.active.commit(op);
    if (mode) host.say(op ? host.covered() : "Nothing was selected");
  }

  close(): void {
    this.stop.abort();
  }

  private async alike(at: Point) {
    if (!this.inside(at)) throw new MaskError("Press inside the picture");
    return this.host.kernel.ask(this.host.documents.active, "flood", { ...this.seed(at), mode: "add" });
  }

  private async inBox(box: Rect, signal: AbortSignal) {
    if (!this.findInBox) throw new MaskError("Selecting by box is not available here. Press on a colour instead");
    const { width, height, pixels } = await decodePng(await this.findInBox(box, signal));
    const { image } = this.host;
    if (width !== image.width || height !== image.height)
      throw new MaskError(`The selection is ${width} x ${height}, the picture ${image.width} x ${image.height}`);
    return rasterOp(pixels, { x: 0, y: 0, w: width, h: height }, "add");
  }

  private seed({ x, y }: Point) {
    const { url } = this.host.image;
    return { url: new URL(url, location.href).href, x: Math.floor(x), y: Math.floor(y), ...this.likeness };
  }

  private inside({ x, y }: Point): boolean {
    return x >= 0 && y >= 0 && x < this.host.image.width && y < this.host.image.height;
  }

  /** True when the work was done; its failure is said, and nothing is painted. */
  private async working(text: string, work: () => Promise<void>): Promise<boolean> {
    const { signal } = this.stop;
    this.busy = true;
    this.host.say(text);
    try {
      await work();
      return true;
    } catch (cause) {
      if (!signal.aborted) this.host.say(cause instanceof Error ? cause.message : "That did not work");
      return false;
    } finally {
      this.busy = false;
    }
  }
}
