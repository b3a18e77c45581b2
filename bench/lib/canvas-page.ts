import Konva from "konva";
import { createEditor } from "@/components/mask-canvas/engine/editor";
import type { MaskEditor } from "@/components/mask-canvas/engine/editor-types";
import { KernelClient } from "@/components/mask-canvas/engine/kernel-client";
import { packMask } from "@/contract/mask/codec/pack";
import type { LoggedOp, StrokeOp } from "@/contract/mask/ops";
import { decodePoints } from "@/contract/mask/points";
import { applyOp } from "@/contract/mask/raster";
import { randomStroke, seeded } from "@/contract/mask/testing-fixtures";
import { TiledMask } from "@/contract/mask/tiles";

// Runs in the page of bench/canvas.bench.ts: the canvas as people use it, beside two other ways to draw a mask.

const SCREEN = { width: 1600, height: 1000 };
const BRUSH = 120;

const strokesOf = (count: number, side: number): StrokeOp[] => {
  const next = seeded(42);
  return Array.from({ length: count }, () => {
    const stroke = randomStroke(next, side, side, 60);
    return { ...stroke, size: BRUSH * 4, hardness: 100, mode: next(4) === 0 ? "erase" : "add" } as StrokeOp;
  });
};

const logOf = (strokes: readonly StrokeOp[], from: number): LoggedOp[] =>
  strokes.map((op, i) => ({ id: `bench-op-${from + i}`, op, seq: from + i + 1, actorId: "me" }));

function room(): HTMLDivElement {
  const div = document.createElement("div");
  Object.assign(div.style, { position: "fixed", inset: "0", width: `${SCREEN.width}px`, height: `${SCREEN.height}px` });
  // Made-up pointers cannot be captured; nothing else is missing from them.
  div.setPointerCapture = () => {};
  document.body.replaceChildren(div);
  return div;
}

/** Makes the browser finish drawing: reading one pixel waits for all of it. */
const flush = (canvas: HTMLCanvasElement | undefined) => canvas?.getContext("2d")?.getImageData(0, 0, 1, 1);

/** Screen points of a wandering stroke across the middle. */
const walk = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    x: 320 + ((i * 7) % 960),
    y: 80 + ((i * 5 + ((i * i * 13) % 90)) % 840),
  }));

type Timing = { move: number[]; pixel: number[] };

function strokeByPointer(div: HTMLDivElement, canvas: HTMLCanvasElement | undefined, count: number): Timing {
  const out: Timing = { move: [], pixel: [] };
  const points = walk(count);
  const fire = (type: string, { x, y }: { x: number; y: number }) =>
    div.dispatchEvent(
      new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, pointerType: "mouse", button: 0, bubbles: true }),
    );
  fire("pointerdown", points[0] ?? { x: 0, y: 0 });
  for (const point of points.slice(1)) {
    const start = performance.now();
    fire("pointermove", point);
    out.move.push(performance.now() - start);
    flush(canvas);
    out.pixel.push(performance.now() - start);
  }
  fire("pointerup", points.at(-1) ?? { x: 0, y: 0 });
  return out;
}

const maskCanvas = (div: HTMLDivElement) => div.querySelectorAll("canvas")[1];
const frame = () => new Promise<number>((done) => requestAnimationFrame(done));

async function timed<T>(work: () => T | Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const done = await work();
  return [performance.now() - start, done];
}

let kept: { editor: MaskEditor; div: HTMLDivElement; side: number } | null = null;

/** Opens a document as the server hands it out: a checkpoint and the log after it. Milliseconds until it is drawn. */
export async function open(side: number, count: number, after: number): Promise<number> {
  kept?.editor.destroy();
  const strokes = strokesOf(count, side);
  const mask = new TiledMask(side, side);
  for (const op of strokes.slice(0, count - after)) applyOp(mask, op);
  const checkpoint = await packMask(mask);
  const div = room();
  const [ms, editor] = await timed(async () => {
    const made = await createEditor(div, {
      documentKey: `bench-${side}-${count}-${Math.random()}`,
      image: { url: `/picture-${side}`, width: side, height: side },
      checkpoint,
      ops: logOf(strokes.slice(count - after), count - after),
      actorId: "me",
      send: async () => new Promise(() => {}),
    });
    await frame();
    flush(maskCanvas(div));
    return made;
  });
  editor.setBrush({ size: BRUSH, hardness: 100 });
  kept = { editor, div, side };
  while (editor.getSnapshot().image === "loading") await frame();
  return ms;
}

function opened() {
  if (!kept) throw new Error("open a document first");
  return kept;
}

/** Per pointer move: the handler alone, and until the pixels are there. */
export function paint(moves: number): Timing {
  const { div } = opened();
  strokeByPointer(div, maskCanvas(div), 20);
  return strokeByPointer(div, maskCanvas(div), moves);
}

export async function zoom(scale: number | "fit"): Promise<void> {
  const { editor } = opened();
  if (scale === "fit") editor.fit();
  else editor.zoomTo(scale);
  await frame();
  await frame();
}

export function undoRedo(steps: number): { undo: number[]; redo: number[] } {
  const { editor, div } = opened();
  const each = (act: () => void) =>
    Array.from({ length: steps }, () => {
      const start = performance.now();
      act();
      flush(maskCanvas(div));
      return performance.now() - start;
    });
  return { undo: each(() => editor.undo()), redo: each(() => editor.redo()) };
}

export async function exportPng(): Promise<{ ms: number[]; bytes: number }> {
  const { editor } = opened();
  const ms: number[] = [];
  let bytes = 0;
  for (let i = 0; i < 4; i++) {
    const [took, png] = await timed(() => editor.exportPng());
    ms.push(took);
    bytes = png.length;
  }
  return { ms: ms.slice(1), bytes };
}

/** Milliseconds of work in each frame while the wheel moves or zooms the picture: the handler, Konva's drawing, the pixels. */
export async function travel(kind: "pan" | "zoom", frames: number): Promise<number[]> {
  const { div } = opened();
  const out: number[] = [];
  for (let i = 0; i < frames; i++) {
    const turn = Math.floor(i / 15) % 2 === 0 ? 1 : -1;
    const by = kind === "pan" ? { deltaX: 9 * turn, deltaY: 6 * turn } : { deltaY: -30 * turn, ctrlKey: true };
    let first = 0;
    // Frames begin when the browser likes: only what happens inside one counts. This callback runs before Konva's.
    requestAnimationFrame(() => {
      first = performance.now();
    });
    const start = performance.now();
    div.dispatchEvent(new WheelEvent("wheel", { ...by, clientX: 800, clientY: 500, bubbles: true, cancelable: true }));
    const handled = performance.now() - start;
    await frame();
    for (const canvas of div.querySelectorAll("canvas")) flush(canvas);
    out.push(handled + performance.now() - first);
  }
  return out;
}

/** Previews of growing and feathering, and the longest time the page did not answer meanwhile. */
export async function preview(grow: number, feather: number): Promise<{ ms: number[]; blocked: number }> {
  const { editor, side } = opened();
  const kernel = new KernelClient();
  const document = editor.documents.active;
  const { scale } = editor.viewport;
  const level = Math.max(0, Math.round(Math.log2(1 / scale)));
  const w = Math.min(side, Math.ceil(SCREEN.width / scale));
  const h = Math.min(side, Math.ceil(SCREEN.height / scale));
  const rect = { x: (side - w) >> 1, y: (side - h) >> 1, w, h };
  const ask = () => kernel.ask(document, "used", { post: { grow, feather, invert: false }, rect, level, look: "tint" });
  await ask();
  let blocked = 0;
  let last = performance.now();
  const ticks = setInterval(() => {
    blocked = Math.max(blocked, performance.now() - last - 4);
    last = performance.now();
  }, 1);
  const ms: number[] = [];
  for (let i = 0; i < 6; i++) ms.push((await timed(ask))[0]);
  clearInterval(ticks);
  kernel.close();
  return { ms: ms.slice(1), blocked };
}

/** Bytes of everything the open document holds: pixels, undo, canvases of tiles. */
export function bytes(): { tiles: number; canvases: number } {
  const { editor } = opened();
  const session = editor.documents.active;
  return { tiles: session.history.usedBytes(), canvases: session.mask.usedBytes() * 4 * (1 + 1 / 4 + 1 / 16) };
}

// The two other ways. Both are drawn as their users draw them: a Konva line per stroke, and InvokeAI's technique.

function otherStage(side: number) {
  kept?.editor.destroy();
  kept = null;
  const div = room();
  Konva.pixelRatio = 1;
  const stage = new Konva.Stage({ container: div, ...SCREEN });
  const scale = Math.min(SCREEN.width / side, SCREEN.height / side);
  stage.scale({ x: scale, y: scale });
  const layer = new Konva.Layer({ listening: false });
  stage.add(layer);
  return { stage, layer, scale, canvas: layer.getCanvas()._canvas as HTMLCanvasElement };
}

function lineOf(op: StrokeOp): Konva.Line {
  const points = decodePoints(op.points, 3).flatMap((value, i) => (i % 3 === 2 ? [] : [value / 4]));
  return new Konva.Line({
    ...{ points, stroke: "#f00", strokeWidth: op.size / 4, lineCap: "round", lineJoin: "round" },
    globalCompositeOperation: op.mode === "add" ? "source-over" : "destination-out",
    ...{ listening: false, perfectDrawEnabled: false, shadowForStrokeEnabled: false },
  });
}

function drag(layer: Konva.Layer, line: Konva.Line, canvas: HTMLCanvasElement, scale: number, moves: number): number[] {
  const out: number[] = [];
  for (const { x, y } of walk(moves)) {
    const start = performance.now();
    line.points(line.points().concat([x / scale, y / scale]));
    layer.draw();
    flush(canvas);
    out.push(performance.now() - start);
  }
  return out;
}

export function naiveLines(side: number, count: number, moves: number): number[] {
  const { layer, canvas, scale } = otherStage(side);
  for (const op of strokesOf(count, side)) layer.add(lineOf(op));
  const line = lineOf({ ...(strokesOf(1, side)[0] as StrokeOp), mode: "add" });
  line.points([]);
  layer.add(line);
  layer.draw();
  flush(canvas);
  return drag(layer, line, canvas, scale, moves);
}

export function bufferTechnique(side: number, count: number, moves: number): number[] {
  const { stage, layer, canvas, scale } = otherStage(side);
  const group = new Konva.Group({ listening: false });
  for (const op of strokesOf(count, side)) group.add(lineOf(op));
  group.cache({ pixelRatio: 1, imageSmoothingEnabled: false });
  const line = lineOf({ ...(strokesOf(1, side)[0] as StrokeOp), mode: "add" });
  line.points([]);
  const tint = new Konva.Rect({
    ...{ x: -stage.x() / scale, y: -stage.y() / scale, width: SCREEN.width / scale, height: SCREEN.height / scale },
    ...{ fill: "#f00", opacity: 0.5, globalCompositeOperation: "source-in", listening: false },
  });
  layer.add(group, line, tint);
  layer.draw();
  flush(canvas);
  return drag(layer, line, canvas, scale, moves);
}
