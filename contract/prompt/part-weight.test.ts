import { expect, it } from "vitest";
import { readPart, writePart } from "./part-weight";

it.each([
  ["(a white toga, gold:1.2)", { text: "a white toga, gold", weight: 1.2 }],
  ["((smile:1.1), hat:0.8)", { text: "(smile:1.1), hat", weight: 0.8 }],
  ["(a:1.2), (b:1.3)", { text: "(a:1.2), (b:1.3)", weight: 1 }],
  ["plain words", { text: "plain words", weight: 1 }],
  ["(smile)", { text: "(smile)", weight: 1 }],
  ["", { text: "", weight: 1 }],
])("%s is read and written back", (text, part) => {
  expect(readPart(text)).toEqual(part);
  expect(writePart(part)).toBe(text);
});

it("keeps brackets that belong to different groups, and drops what hangs over", () => {
  expect(readPart("(a) and (b:1.2)")).toEqual({ text: "(a) and (b:1.2)", weight: 1 });
  expect(writePart({ text: " , a , ", weight: 1.25 })).toBe("(a:1.25)");
  expect(writePart({ text: " ", weight: 1.25 })).toBe("");
});
