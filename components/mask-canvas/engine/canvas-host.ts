import type { CanvasView } from "./canvas-view";
import type { MaskEditor } from "./editor-types";
import { type Command, nextSize } from "./hotkeys";
import type { InputHost } from "./input";
import { runCommand } from "./run-command";
import type { ToolDesk } from "./tool-desk";
import type { RootInput } from "./tools/root";
import type { Modifiers, PendingKey } from "./tools/tool";
import { type Point, type Size, toImage, toScreen } from "./viewport";

type Parts = { editor: MaskEditor; desk: ToolDesk; view: CanvasView; image: Size; say: (text: string) => void };

/** Turns what Input hears into acts of the desk, the view and the editor. */
export class CanvasHost implements InputHost {
  /** Set once Input listens: a tool's key that is held gives the former tool back when let go. */
  lend: (code: string, back: () => void) => void = () => {};
  private readonly parts: Parts;
  /** Where the keyboard paints, in image pixels. */
  private virtual: Point | null = null;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** While two pictures are compared the mask is hidden, so a press moves the picture; so it does on a locked layer. */
  pointer(input: Extract<RootInput, { pointer: number }>): void {
    const { editor, desk, say } = this.parts;
    const locked = editor.documents.locked && !["hand", "box", "zoom"].includes(desk.tool);
    if (locked && input.type === "down") say("This layer is locked");
    const blind = (this.parts.view.comparing || locked) && input.type === "down";
    this.parts.desk.dispatch(blind ? { ...input, modifiers: { ...input.modifiers, space: true } } : input);
  }

  toImage(at: Point): Point {
    return toImage(this.parts.view.viewport, at);
  }

  onDivider(at: Point): boolean {
    return this.parts.view.onDivider(at);
  }

  hover(at: Point | null): void {
    this.parts.view.hover(at);
    this.parts.desk.hoverDivider(at !== null && this.parts.view.onDivider(at));
  }

  modifiers(now: Modifiers): void {
    this.parts.desk.hold(now);
  }

  pan(dx: number, dy: number): void {
    this.parts.view.pan(dx, dy);
  }

  zoom(factor: number, at: Point): void {
    this.parts.editor.zoomTo(this.parts.view.viewport.scale * factor, at);
  }

  /** Moves the virtual cursor, and what it holds with it. */
  nudge(dx: number, dy: number): void {
    const { image, view, desk, say } = this.parts;
    const from = this.virtual ?? { x: image.width / 2, y: image.height / 2 };
    this.virtual = {
      x: Math.max(0, Math.min(image.width, from.x + dx)),
      y: Math.max(0, Math.min(image.height, from.y + dy)),
    };
    view.hover(toScreen(view.viewport, this.virtual));
    desk.dragTo(this.virtual);
    say(`${Math.round(this.virtual.x)}, ${Math.round(this.virtual.y)}`);
  }

  /** Presses at the virtual cursor: shapes, lasso and box take a second press for their other end. */
  stamp(): void {
    const { image, view, desk, say } = this.parts;
    if (!this.virtual) {
      this.virtual = { x: image.width / 2, y: image.height / 2 };
      view.hover(toScreen(view.viewport, this.virtual));
    }
    const words = desk.stamp(this.virtual);
    if (words) say(words);
  }

  cancel(): boolean {
    return this.parts.desk.cancel();
  }

  leave(): void {
    this.parts.desk.settle();
    void this.parts.editor.flush();
  }

  key(key: PendingKey, alt: boolean): boolean {
    return this.parts.desk.key(key, alt);
  }

  placing(): boolean {
    return this.parts.desk.tool === "polygon" && this.parts.desk.pending;
  }

  resizeBrush(direction: 1 | -1): void {
    const { editor, desk } = this.parts;
    editor.setBrush({ size: nextSize(desk.brush.size, direction) });
  }

  command(command: Command, code: string): void {
    const { editor, desk } = this.parts;
    if (command.type !== "tool") {
      runCommand(editor, command);
      return;
    }
    const before = desk.tool;
    editor.setTool(command.tool);
    if (before !== command.tool) this.lend(code, () => editor.setTool(before));
  }
}
