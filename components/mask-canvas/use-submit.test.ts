import { expect, test } from "vitest";
import { describePasses } from "@/components/pass-form/describe-pass";
import { startValues } from "@/components/pass-form/field-values";
import type { PassChoice } from "./use-pass-choice";
import { submissionsFor } from "./use-submit";

const passes = describePasses();
const ask = (id: string, change: Partial<PassChoice> = {}, more: { maskId?: string; rough?: boolean } = {}) => {
  const pass = passes.find((candidate) => candidate.id === id);
  if (!pass) throw new Error(`No pass ${id}`);
  const choice = { values: startValues(pass.fields), count: 1, inside: true, roughAllowed: true, masks: {}, ...change };
  const drawn = { box: { x: 4, y: 8, w: 100, h: 60 }, eyeLine: null };
  return submissionsFor({
    pass,
    choice,
    drawn,
    versionId: "v",
    maskId: more.maskId ?? null,
    rough: more.rough ?? false,
  });
};

test("the box drawn on the picture is sent with the passes that have one", () => {
  expect(ask("box-select")[0]?.params).toMatchObject({ box: { x: 4, y: 8, width: 100, height: 60 } });
  expect(ask("upscale")[0]?.params).not.toHaveProperty("box");
  expect(ask("face-pop")[0]?.params).not.toHaveProperty("box");
});

test("rough is allowed only where a node can do no better and the person agreed", () => {
  expect(ask("upscale", {}, { rough: true })[0]?.roughAllowed).toBe(true);
  expect(ask("upscale", { roughAllowed: false }, { rough: true })[0]?.roughAllowed).toBe(false);
  expect(ask("upscale", {}, { rough: false })[0]?.roughAllowed).toBe(false);
});

test("several fills of one seed are several requests with their own seeds", () => {
  const sent = ask("patch-fill", { count: 3 }, { maskId: "mask_1" });
  expect(sent.map(({ params }) => params?.seed)).toEqual([1, 2, 3]);
  expect(sent.every(({ maskId, count }) => maskId === "mask_1" && count === 1)).toBe(true);
});

test("the ladder is one request for each step, with the seeds of the count", () => {
  const sent = ask("inpaint", { ladder: true, count: 2 }, { maskId: "mask_1" });
  expect(new Set(sent.map(({ params }) => params?.denoise))).toEqual(new Set([0.35, 0.55, 0.75]));
  expect(sent.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(6);
  expect(ask("patch-fill", { ladder: true }, { maskId: "mask_1" })).toHaveLength(1);
});

test("a mask picture goes only into a slot the pass has", () => {
  expect(ask("patch-fill", { masks: { forbid: "media_1", other: "media_2" } })[0]?.inputs).toEqual({
    forbid: "media_1",
  });
  expect(ask("patch-fill", { masks: { forbid: "" } })[0]?.inputs).toEqual({});
});

test("marks on the picture are sent as they lie, to the pass that has them", () => {
  const marks = [
    { kind: "keep", x: 10.5, y: 20 },
    { kind: "box", x: 1, y: 2, width: 30, height: 40 },
  ];
  expect(ask("segment-points", { values: { marks, feather: 0 } })[0]?.params).toEqual({ marks, feather: 0 });
  expect(ask("segment-points")[0]?.params).toEqual({ marks: [], feather: 0 });
  expect(ask("segment")[0]?.params).not.toHaveProperty("marks");
});
