import { type ModelBoxOptions, maskBounds, modelBox } from "@/contract/mask/model-box";
import type { Rect } from "@/contract/mask/tiles";
import { EditorCore } from "./editor-core";
import { defaultEyeLine } from "./tools/box";
import type { EyeLine } from "./tools/tool";
import type { Compare } from "./view/pictures";
import type { MaskView } from "./view/tile-cache";
import type { Point, Viewport } from "./viewport";

const VIEWS: Record<MaskView, string> = {
  rubylith: "Mask over the picture",
  bw: "Mask in black and white",
  ants: "Outline of the mask",
};

/** Acts that change what is seen and what a pass looks at, never a pixel. */
export class EditorLooks extends EditorCore {
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
}
