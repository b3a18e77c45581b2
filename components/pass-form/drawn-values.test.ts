import { expect, test } from "vitest";
import { catalogue } from "@/contract/passes/catalogue";
import { formFields } from "@/contract/passes/fields";
import { FaceBox } from "@/contract/passes/parts";
import { fromBox, fromFaceBox, toBox, toFaceBox, withDrawn } from "./drawn-values";

const rect = { x: 100, y: 40, w: 60, h: 80 };

test("a box survives the way to the parameters and back", () => {
  expect(fromBox(toBox(rect))).toEqual(rect);
});

test("a face box is the square of the longer side around the same middle", () => {
  expect(toFaceBox(rect)).toEqual({ x: 130, y: 80, side: 80 });
  expect(fromFaceBox(toFaceBox(rect))).toEqual({ x: 90, y: 40, w: 80, h: 80 });
});

test("a box drawn too small still makes a face box the schema takes", () => {
  expect(FaceBox.safeParse(toFaceBox({ x: 5, y: 5, w: 2, h: 3 })).success).toBe(true);
});

test("what is drawn on the picture fills the fields of its kind and nothing else", () => {
  const face = formFields(catalogue["face-pop"]);
  const eyeLine = { left: { x: 110.04, y: 60 }, right: { x: 150, y: 61.26 } };
  const values = withDrawn(face, { detect: "by hand" }, { box: rect, eyeLine });
  expect(values).toEqual({
    detect: "by hand",
    box: { x: 130, y: 80, side: 80 },
    eyes: { left: { x: 110, y: 60 }, right: { x: 150, y: 61.3 } },
  });
});

test("no box on the picture means no box in the parameters", () => {
  const crop = formFields(catalogue["crop-resize"]);
  expect(withDrawn(crop, { box: toBox(rect) }, { box: null, eyeLine: null }).box).toBeUndefined();
});
