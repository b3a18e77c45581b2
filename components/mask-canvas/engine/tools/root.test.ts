import { describe, expect, test } from "vitest";
import { decodePoints } from "@/contract/mask/points";
import { type RootInput, type RootState, root, rootStart } from "./root";
import type { Effect, Modifiers, Sample, ToolContext, ToolName } from "./tool";

const none: Modifiers = { shift: false, alt: false, mod: false, space: false };
const at = (x: number, y: number): Sample => ({ image: { x, y }, screen: { x, y }, pressure: 1 });
const context: ToolContext = { zoom: 1, width: 800, height: 600, box: null, eyeLine: null, lastPaint: null };

type Kind = "down" | "move" | "up" | "cancel";
type More = {
  pointer?: number;
  device?: "mouse" | "pen" | "touch";
  button?: number;
  time?: number;
  modifiers?: Partial<Modifiers>;
};
const input = (type: Kind, x: number, y: number, more: More = {}): RootInput => ({
  type,
  pointer: more.pointer ?? 1,
  device: more.device ?? "mouse",
  button: more.button ?? 0,
  time: more.time ?? 0,
  samples: [at(x, y)],
  modifiers: { ...none, ...more.modifiers },
});

function play(tool: ToolName, inputs: readonly RootInput[], seen = context) {
  let state: RootState = rootStart(tool);
  const effects: Effect[] = [];
  for (const each of inputs) {
    const step = root(state, each, seen);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects, kinds: effects.map((effect) => effect.type) };
}
const drag = (more: More = {}) => [input("down", 10, 10, more), input("move", 60, 40, more), input("up", 60, 40, more)];

describe("brush and eraser", () => {
  test("a drag is one stroke; Alt paints with the opposite", () => {
    expect(play("brush", drag()).kinds).toEqual(["begin", "strokeTo", "strokeTo", "commitStroke"]);
    expect(play("brush", drag({ modifiers: { alt: true } })).effects[0]).toEqual({ type: "begin", mode: "erase" });
    expect(play("eraser", drag({ modifiers: { alt: true } })).effects[0]).toEqual({ type: "begin", mode: "add" });
  });

  test("shift-click draws from where the last stroke ended", () => {
    const press = [input("down", 200, 200, { modifiers: { shift: true } })];
    expect(play("brush", press, { ...context, lastPaint: at(5, 6) }).effects[1]).toEqual({
      type: "strokeTo",
      samples: [at(5, 6), at(200, 200)],
    });
  });

  test("losing the window keeps the stroke, losing the pointer rolls it back", () => {
    expect(play("brush", [input("down", 1, 1), { type: "blur" }]).kinds.at(-1)).toBe("commitStroke");
    expect(play("brush", [input("down", 1, 1), input("cancel", 1, 1)]).kinds.at(-1)).toBe("rollback");
  });

  test("choosing another tool in a stroke commits it first", () => {
    const { kinds, state } = play("brush", [
      input("down", 1, 1),
      { type: "select", tool: "lasso" },
      input("move", 5, 5),
    ]);
    expect(kinds).toEqual(["begin", "strokeTo", "commitStroke"]);
    expect(state.selected).toBe("lasso");
  });

  test("Space and the middle button pan instead", () => {
    expect(play("brush", drag({ modifiers: { space: true } })).effects).toEqual([{ type: "pan", dx: 50, dy: 30 }]);
    expect(play("lasso", drag({ button: 1 })).effects).toEqual([{ type: "pan", dx: 50, dy: 30 }]);
    expect(play("brush", drag({ button: 2 })).effects).toEqual([]);
  });
});

describe("touch", () => {
  test("a second finger rolls the first one's stroke back and pinches; nothing is committed", () => {
    const touch = (type: Kind, x: number, pointer: number) => input(type, x, 100, { pointer, device: "touch" });
    const { kinds, effects } = play("brush", [
      touch("down", 400, 1),
      touch("move", 405, 1),
      touch("down", 500, 2),
      touch("move", 355, 1),
      touch("move", 550, 2),
      touch("up", 355, 1),
      touch("move", 560, 2),
      touch("up", 560, 2),
    ]);
    expect(kinds).toEqual(["begin", "strokeTo", "strokeTo", "rollback", "pan", "zoom", "pan", "zoom"]);
    const factor = effects.reduce((all, effect) => (effect.type === "zoom" ? all * effect.factor : all), 1);
    expect(factor).toBeCloseTo(195 / 95);
  });

  test("a palm is ignored for a second after the pen", () => {
    const pen = drag({ device: "pen", time: 1000, pointer: 7 });
    const palm = (time: number) => drag({ device: "touch", time, pointer: 8 });
    expect(play("brush", [...pen, ...palm(1500)]).kinds).toHaveLength(4);
    expect(play("brush", [...pen, ...palm(2100)]).kinds).toHaveLength(8);
  });
});

describe("shapes", () => {
  const commit = (tool: ToolName, inputs: readonly RootInput[]) => play(tool, inputs).effects.at(-1);

  test("a rectangle is stored in quarters of a pixel, from any corner", () => {
    const op = { kind: "rect", mode: "add", x: 40, y: 40, w: 200, h: 120 };
    expect(commit("rectangle", drag())).toEqual({ type: "commit", op });
    expect(commit("rectangle", [input("down", 60, 40), input("move", 10, 10), input("up", 10, 10)])).toEqual({
      type: "commit",
      op,
    });
  });

  test("Shift keeps the sides equal, Alt at the start erases, a click does nothing", () => {
    expect(commit("ellipse", drag({ modifiers: { shift: true, alt: true } }))).toEqual({
      type: "commit",
      op: { kind: "ellipse", mode: "erase", x: 40, y: 40, w: 200, h: 200 },
    });
    expect(play("ellipse", [input("down", 5, 5), input("up", 5, 5)]).kinds).toEqual(["preview"]);
  });

  test("Space moves a shape that is being sized", () => {
    const space = { modifiers: { space: true } };
    const inputs = [
      input("down", 10, 10),
      input("move", 60, 40),
      input("move", 100, 100, space),
      input("up", 100, 100),
    ];
    expect(commit("rectangle", inputs)).toEqual({
      type: "commit",
      op: { kind: "rect", mode: "add", x: 200, y: 280, w: 200, h: 120 },
    });
  });

  test("a lasso commits its outline once and nothing when it has no area", () => {
    const inputs = [input("down", 10, 10), input("move", 90, 10), input("move", 50, 80), input("up", 50, 80)];
    expect(play("lasso", inputs).effects.at(-1)).toMatchObject({
      type: "commit",
      op: { kind: "poly", rule: "nonzero" },
    });
    expect(play("lasso", inputs.slice(0, 2)).kinds).toEqual(["preview"]);
    expect(play("lasso", [...inputs.slice(0, 3), input("cancel", 0, 0)]).effects.at(-1)).toEqual({
      type: "preview",
      shape: null,
    });
  });
});

describe("polygon", () => {
  const click = (x: number, y: number, time: number, more: More = {}) => [
    input("down", x, y, { ...more, time }),
    input("up", x, y, { ...more, time: time + 50 }),
  ];
  const corners = [...click(10, 10, 0), ...click(90, 10, 1000), ...click(50, 80, 2000)];
  const key = (name: "enter" | "backspace" | "escape"): RootInput => ({ type: "key", key: name, alt: false });
  const points = (effects: readonly Effect[]) => {
    const last = effects.at(-1);
    return last?.type === "commit" && last.op.kind === "poly" ? decodePoints(last.op.points, 2) : null;
  };
  const triangle = [40, 40, 360, 40, 200, 320];

  test("points stay between presses; Enter, a double press or the first point closes it", () => {
    expect(play("polygon", corners).state.current).toMatchObject({ at: "placing" });
    expect(points(play("polygon", [...corners, key("enter")]).effects)).toEqual(triangle);
    expect(points(play("polygon", [...corners, ...click(51, 81, 2200)]).effects)).toEqual(triangle);
    expect(points(play("polygon", [...corners, ...click(14, 12, 4000)]).effects)).toEqual(triangle);
  });

  test("Backspace drops a point, Escape all of it, and leaving the tool keeps an outline that has an area", () => {
    const more = [...corners, ...click(20, 60, 5000)];
    expect(points(play("polygon", [...more, key("backspace"), key("enter")]).effects)).toEqual(triangle);
    expect(play("polygon", [...more, key("escape")]).state.current).toEqual({ tool: "polygon", at: "idle" });
    expect(points(play("polygon", [...corners, { type: "select", tool: "brush" }]).effects)).toEqual(triangle);
    expect(play("polygon", [...corners.slice(0, 4), { type: "select", tool: "brush" }]).kinds).not.toContain("commit");
  });

  test("panning with Space and a pinch leave the outline as it was", () => {
    const space = { modifiers: { space: true } };
    const panned = [...corners, input("down", 0, 0, space), input("move", 9, 9, space), input("up", 9, 9, space)];
    expect(points(play("polygon", [...panned, key("enter")]).effects)).toEqual(triangle);
    const finger = (type: Kind, x: number, pointer: number, time: number) =>
      input(type, x, 50, { pointer, device: "touch", time });
    const pinched = [
      ...corners,
      finger("down", 30, 8, 6000),
      finger("down", 70, 9, 6001),
      finger("up", 30, 8, 6100),
      finger("up", 70, 9, 6101),
    ];
    expect(points(play("polygon", [...pinched, key("enter")]).effects)).toEqual(triangle);
  });

  test("Shift holds a side to a multiple of 45 degrees", () => {
    const shift = { modifiers: { shift: true } };
    const inputs = [...click(10, 10, 0), ...click(90, 14, 1000, shift), ...click(70, 58, 2000, shift), key("enter")];
    expect(points(play("polygon", inputs).effects)).toEqual([40, 40, 360, 40, 360 - 48 * 4, 40 + 48 * 4]);
  });
});

describe("bucket, zoom and brush by dragging", () => {
  test("a press of the bucket asks for one fill, with Alt for taking away", () => {
    expect(play("bucket", drag()).effects).toEqual([{ type: "fill", at: { x: 10, y: 10 }, mode: "add" }]);
    expect(play("bucket", drag({ modifiers: { alt: true } })).effects[0]).toMatchObject({ mode: "erase" });
  });

  test("zoom doubles at a press, halves with Alt, and a drag shows its rectangle", () => {
    const press = (more: More = {}) => [input("down", 10, 10, more), input("up", 10, 10, more)];
    expect(play("zoom", press()).effects.at(-1)).toEqual({ type: "zoom", factor: 2, at: { x: 10, y: 10 } });
    expect(play("zoom", press({ modifiers: { alt: true } })).effects.at(-1)).toMatchObject({ factor: 0.5 });
    expect(play("zoom", drag()).effects.at(-1)).toEqual({ type: "zoomInto", rect: { x: 10, y: 10, w: 50, h: 30 } });
  });

  test("Alt and the right button tune the brush, the right button alone does nothing", () => {
    expect(play("brush", drag({ button: 2, modifiers: { alt: true } })).effects).toEqual([
      { type: "tune", dx: 50, dy: 30 },
    ]);
    expect(play("brush", drag({ button: 2 })).effects).toEqual([]);
  });
});

describe("magic select", () => {
  const press = (more: More = {}) => [input("down", 10, 10, more), input("up", 10, 10, more)];
  const found: RootInput = { type: "answered", found: true };
  const key = (name: "enter" | "escape", alt = false): RootInput => ({ type: "key", key: name, alt });

  test("a press asks by colour, a drag by box; Enter adds the proposal, Alt+Enter takes it away", () => {
    expect(play("magic", press()).effects.at(-1)).toEqual({
      type: "ask",
      want: { kind: "point", at: { x: 10, y: 10 }, take: false },
    });
    expect(play("magic", drag()).effects.at(-1)).toEqual({
      type: "ask",
      want: { kind: "box", box: { x: 10, y: 10, w: 50, h: 30 }, take: false },
    });
    expect(play("magic", [...press(), found, key("enter")]).effects.at(-1)).toEqual({ type: "propose", keep: "add" });
    expect(play("magic", [...press(), found, key("enter", true)]).effects.at(-1)).toMatchObject({ keep: "erase" });
  });

  test("nothing is committed without Enter: Escape, another tool and no answer leave the mask alone", () => {
    expect(play("magic", [...press(), found, key("escape")]).effects.at(-1)).toEqual({ type: "propose", keep: null });
    const away = play("magic", [...press(), found, { type: "select", tool: "brush" }]);
    expect(away.effects.at(-1)).toEqual({ type: "propose", keep: null });
    const none = play("magic", [...press(), { type: "answered", found: false }, key("enter")]);
    expect(none.kinds).toEqual(["preview", "ask"]);
  });

  test("a further press adds to the proposal and one with Alt takes from it; presses while asking wait", () => {
    const again = play("magic", [...press(), found, ...press({ modifiers: { alt: true } })]);
    expect(again.effects.at(-1)).toMatchObject({ type: "ask", want: { take: true } });
    expect(play("magic", [...press(), ...press()]).kinds.filter((kind) => kind === "ask")).toHaveLength(1);
  });
});

describe("box", () => {
  const box = { x: 100, y: 100, w: 200, h: 100 };
  const eyeLine = { left: { x: 160, y: 140 }, right: { x: 240, y: 140 } };
  const drag = (from: [number, number], to: [number, number], seen: Partial<ToolContext>) =>
    play("box", [input("down", ...from), input("move", ...to), input("up", ...to)], { ...context, ...seen }).effects.at(
      -1,
    );

  test("a new box is whole pixels inside the picture and brings its eye line", () => {
    expect(drag([700.4, 500.6], [900, 700], { eyeLine })).toEqual({
      type: "box",
      box: { x: 700, y: 501, w: 100, h: 99 },
      eyeLine: { left: { x: 730, y: 540.6 }, right: { x: 770, y: 540.6 } },
    });
  });

  test("inside moves it with the eyes, an edge resizes it, an eye moves alone", () => {
    expect(drag([200, 180], [210, 185], { box, eyeLine })).toEqual({
      type: "box",
      box: { x: 110, y: 105, w: 200, h: 100 },
      eyeLine: { left: { x: 170, y: 145 }, right: { x: 250, y: 145 } },
    });
    expect(drag([300, 200], [320, 230], { box })).toMatchObject({ box: { x: 100, y: 100, w: 220, h: 130 } });
    expect(drag([160, 140], [150, 130], { box, eyeLine })).toMatchObject({
      box,
      eyeLine: { left: { x: 150, y: 130 } },
    });
  });
});
