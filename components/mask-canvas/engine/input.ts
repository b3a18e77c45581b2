import { type Command, commandFor } from "./hotkeys";
import { type CanvasSettings, forceOf } from "./settings";
import type { RootInput } from "./tools/root";
import type { Modifiers, PendingKey, Sample } from "./tools/tool";
import { type Point, wheelFactor } from "./viewport";

/** What the browser's events turn into. Points are CSS pixels of the canvas. */
export type InputHost = {
  pointer(input: Extract<RootInput, { pointer: number }>): void;
  toImage(at: Point): Point;
  onDivider(at: Point): boolean;
  hover(at: Point | null): void;
  modifiers(now: Modifiers): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number, at: Point): void;
  /** `code` is the key that asked, so that holding it can lend a tool. */
  command(command: Command, code: string): void;
  /** Enter, Backspace or Escape while something is pending; false when nothing is. */
  key(key: PendingKey, alt: boolean): boolean;
  resizeBrush(direction: 1 | -1): void;
  /** An outline is being placed point by point. */
  placing(): boolean;
  /** Keyboard painting: move the virtual cursor in image pixels, and press there. */
  nudge(dx: number, dy: number): void;
  stamp(): void;
  /** True when something was being drawn and is now dropped. */
  cancel(): boolean;
  leave(): void;
};
export type InputSettings = Pick<CanvasSettings, "keys" | "pen"> & { singleKeys: boolean; wheelZooms: boolean };

const PENDING: Record<string, PendingKey> = { Enter: "enter", Backspace: "backspace", Escape: "escape" };

const TYPING = "input, textarea, select, [contenteditable=''], [contenteditable=true]";
const ELSEWHERE = "[role=dialog], [role=menu], [role=listbox], [role=grid]";
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** A tool letter held longer than this is a loan: letting go gives the former tool back. */
const HOLD_MS = 350;

/** Listens to pointers on the canvas and keys on the window; everything else is decided behind the host. */
export class Input {
  private readonly container: HTMLElement;
  private readonly host: InputHost;
  private readonly settings: () => InputSettings;
  private readonly stop = new AbortController();
  private rect: DOMRect;
  private held: Modifiers = { shift: false, alt: false, mod: false, space: false };
  private hovering = false;
  private pressed = 0;
  private byKeyboard = false;
  private letter: { code: string; since: number; back: () => void } | null = null;

  /** Settings are asked for at each event: they hold from the moment they are changed. */
  constructor(container: HTMLElement, host: InputHost, settings: () => InputSettings) {
    this.container = container;
    this.host = host;
    this.settings = settings;
    this.rect = container.getBoundingClientRect();
    const { signal } = this.stop;
    const on = <K extends keyof HTMLElementEventMap>(name: K, react: (event: HTMLElementEventMap[K]) => void) =>
      container.addEventListener(name, react, { signal, passive: false });
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.lift(event, "up"));
    on("pointercancel", (event) => this.lift(event, "cancel"));
    on("pointerenter", () => this.enter());
    on("pointerleave", () => this.exit());
    on("wheel", (event) => this.wheel(event));
    on("contextmenu", (event) => event.preventDefault());
    on("focus", () => {
      this.byKeyboard = this.pressed === 0;
    });
    window.addEventListener("keydown", (event) => this.keyForPending(event), { signal, capture: true });
    window.addEventListener("keydown", (event) => this.keyDown(event), { signal });
    window.addEventListener("keyup", (event) => this.keyUp(event), { signal });
    window.addEventListener("blur", () => this.leave(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden && this.leave(), { signal });
  }

  /** A tool letter went down: `back` returns to the tool before it. */
  lend(code: string, back: () => void): void {
    if (this.letter?.code !== code) this.letter = { code, since: performance.now(), back };
  }

  destroy(): void {
    this.stop.abort();
  }

  private down(event: PointerEvent): void {
    this.rect = this.container.getBoundingClientRect();
    this.pressed++;
    this.byKeyboard = false;
    if (event.button === 1) event.preventDefault();
    this.container.focus({ preventScroll: true });
    this.container.setPointerCapture(event.pointerId);
    if (event.pointerType !== "mouse") this.host.hover(null);
    const onDivider = event.button === 0 && this.host.onDivider(this.point(event));
    this.send("down", event, [event], onDivider);
  }

  private move(event: PointerEvent): void {
    if (this.pressed === 0) this.rect = this.container.getBoundingClientRect();
    this.keepModifiers(event);
    if (event.pointerType === "mouse" || this.pressed === 0) this.host.hover(this.point(event));
    const all = event.getCoalescedEvents();
    this.send("move", event, all.length > 0 ? all : [event]);
  }

  private lift(event: PointerEvent, type: "up" | "cancel"): void {
    this.pressed = Math.max(0, this.pressed - 1);
    this.send(type, event, [event]);
  }

  private enter(): void {
    this.hovering = true;
    this.rect = this.container.getBoundingClientRect();
  }

  private exit(): void {
    this.hovering = false;
    this.host.hover(null);
  }

  private send(
    type: "down" | "move" | "up" | "cancel",
    event: PointerEvent,
    points: readonly PointerEvent[],
    onDivider = false,
  ): void {
    const device = event.pointerType === "pen" || event.pointerType === "touch" ? event.pointerType : "mouse";
    const { pen } = this.settings();
    const samples = points.map((each): Sample => {
      const screen = this.point(each);
      const pressure = device === "pen" ? forceOf(each.pressure, pen) / 255 : 1;
      return { screen, image: this.host.toImage(screen), pressure };
    });
    const { pointerId: pointer, button, timeStamp: time } = event;
    this.host.pointer({ type, pointer, device, button, time, samples, modifiers: this.held, onDivider });
  }

  private point(event: { clientX: number; clientY: number }): Point {
    return { x: event.clientX - this.rect.left, y: event.clientY - this.rect.top };
  }

  /** Plain wheel pans (or zooms, as set); with ctrl or meta it zooms, and so does a pinch on a trackpad, which arrives as ctrl+wheel. With Alt it resizes the brush. */
  private wheel(event: WheelEvent): void {
    event.preventDefault();
    if (event.altKey) {
      const turn = event.deltaY || event.deltaX;
      if (turn !== 0) this.host.resizeBrush(turn < 0 ? 1 : -1);
      return;
    }
    const zooms = event.ctrlKey || event.metaKey || (this.settings().wheelZooms && !event.shiftKey);
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    if (zooms) this.host.zoom(wheelFactor(event.deltaY, event.deltaMode), this.point(event));
    else if (event.shiftKey && event.deltaX === 0) this.host.pan(-event.deltaY * unit, 0);
    else this.host.pan(-event.deltaX * unit, -event.deltaY * unit);
  }

  /** Before anything else hears it: these keys finish or drop what is pending on the canvas. */
  private keyForPending(event: KeyboardEvent): void {
    const key = PENDING[event.key];
    if (!key || event.isComposing || event.ctrlKey || event.metaKey || this.belongsElsewhere(event)) return;
    // By keyboard Enter places the next point of an outline; with Shift it closes it.
    if (key === "enter" && this.painting(event) && !event.shiftKey && !event.altKey && this.host.placing()) return;
    if (!this.host.key(key, event.altKey)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  private keyDown(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented || this.belongsElsewhere(event)) return;
    const { code, key, shiftKey: shift, altKey: alt } = event;
    const mod = event.ctrlKey || event.metaKey;
    if (key === "Alt") event.preventDefault(); // or Windows moves the focus to the menu bar
    this.keepModifiers(event);
    if (code === "Space" && !mod && (this.hovering || event.target === this.container)) {
      event.preventDefault();
      this.setModifiers({ ...this.held, space: true });
      return;
    }
    if ((key === "Escape" && this.host.cancel()) || this.paintByKey(event)) {
      event.preventDefault();
      return;
    }
    const { singleKeys, keys } = this.settings();
    const command = commandFor({ code, key, shift, alt, mod }, singleKeys, keys);
    if (!command || (event.repeat && command.type === "tool")) return;
    event.preventDefault();
    this.host.command(command, code);
  }

  private keyUp(event: KeyboardEvent): void {
    if (event.code === "Space" && this.held.space) event.preventDefault();
    this.keepModifiers(event);
    if (event.code === "Space") this.setModifiers({ ...this.held, space: false });
    if (this.letter?.code !== event.code) return;
    if (performance.now() - this.letter.since > HOLD_MS) this.letter.back();
    this.letter = null;
  }

  /** Only while the canvas was focused with the keyboard: after a pointer the arrows belong to the results. */
  private paintByKey(event: KeyboardEvent): boolean {
    if (!this.painting(event) || event.ctrlKey || event.metaKey) return false;
    const step = ARROWS[event.key];
    if (step) this.host.nudge(step[0] * (event.shiftKey ? 10 : 1), step[1] * (event.shiftKey ? 10 : 1));
    else if (event.key === "Enter") this.host.stamp();
    else return false;
    return true;
  }

  private painting(event: KeyboardEvent): boolean {
    return this.byKeyboard && event.target === this.container;
  }

  private belongsElsewhere(event: KeyboardEvent): boolean {
    return event.target instanceof Element && event.target.closest(`${TYPING}, ${ELSEWHERE}`) !== null;
  }

  private keepModifiers(event: KeyboardEvent | PointerEvent): void {
    const mod = event.ctrlKey || event.metaKey;
    this.setModifiers({ shift: event.shiftKey, alt: event.altKey, mod, space: this.held.space });
  }

  private setModifiers(next: Modifiers): void {
    const { shift, alt, mod, space } = this.held;
    if (next.shift === shift && next.alt === alt && next.mod === mod && next.space === space) return;
    this.held = next;
    this.host.modifiers(next);
  }

  private leave(): void {
    this.letter = null;
    this.pressed = 0;
    this.host.leave();
    this.setModifiers({ shift: false, alt: false, mod: false, space: false });
  }
}
