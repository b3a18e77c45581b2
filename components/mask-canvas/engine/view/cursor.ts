import type { Point } from "../viewport";

/** What the pointer looks like over the canvas. Diameter in CSS pixels. */
export type CursorLook = { kind: "ring"; diameter: number; sign: "+" | "−" } | { kind: "css"; cursor: string };

const SMALLEST_RING = 4;

/** A white ring between two black ones, moved by the compositor: the canvases are not redrawn for it. */
export class Cursor {
  private readonly ring: HTMLDivElement;
  private readonly sign: HTMLSpanElement;
  private readonly container: HTMLElement;
  private look: CursorLook = { kind: "css", cursor: "default" };
  private inside = false;

  constructor(container: HTMLElement) {
    this.container = container;
    this.ring = document.createElement("div");
    this.ring.setAttribute("aria-hidden", "true");
    Object.assign(this.ring.style, {
      position: "absolute",
      left: "0",
      top: "0",
      borderRadius: "50%",
      border: "1px solid #fff",
      boxShadow: "0 0 0 1px #000, inset 0 0 0 1px #000",
      pointerEvents: "none",
      display: "none",
      boxSizing: "border-box",
      willChange: "transform",
    });
    this.sign = document.createElement("span");
    Object.assign(this.sign.style, {
      position: "absolute",
      left: "100%",
      top: "100%",
      font: "600 12px/1 system-ui",
      color: "#fff",
      textShadow: "0 0 2px #000, 0 0 2px #000",
    });
    this.ring.append(this.sign);
    container.append(this.ring);
  }

  moveTo({ x, y }: Point): void {
    this.ring.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
  }

  /** Hidden when the pointer leaves, and while a pen or finger touches the glass. */
  show(inside: boolean): void {
    if (this.inside === inside) return;
    this.inside = inside;
    this.apply();
  }

  setLook(look: CursorLook): void {
    this.look = look;
    this.apply();
  }

  destroy(): void {
    this.ring.remove();
    this.container.style.cursor = "";
  }

  private apply(): void {
    const { look } = this;
    const ring = look.kind === "ring" && look.diameter >= SMALLEST_RING;
    this.ring.style.display = ring && this.inside ? "block" : "none";
    this.container.style.cursor = ring ? "none" : look.kind === "css" ? look.cursor : "crosshair";
    if (look.kind !== "ring") return;
    this.ring.style.width = `${look.diameter + 2}px`;
    this.ring.style.height = `${look.diameter + 2}px`;
    this.sign.textContent = look.sign;
  }
}
