import { expect, test } from "vitest";
import { catalogue } from "@/contract/passes/catalogue";
import { formFields } from "@/contract/passes/fields";
import { seedField, splitFields, spreadSeeds, startValues, valuesToSend } from "./field-values";

const face = formFields(catalogue["face-pop"]);
const crop = formFields(catalogue["crop-resize"]);
const fill = formFields(catalogue["patch-fill"]);
const bump = formFields(catalogue.img2img);
const names = (fields: readonly { name: string }[]) => fields.map((field) => field.name);

test("a field that waits for another value is drawn only while that value is chosen", () => {
  expect(names(splitFields(face, startValues(face)).plain)).not.toContain("box");
  expect(names(splitFields(face, { ...startValues(face), detect: "by hand" }).plain)).toContain("box");
  expect(names(splitFields(crop, startValues(crop)).plain)).toEqual(["box", "keepRatio", "longestSide", "enlarge"]);
  expect(names(splitFields(crop, { ...startValues(crop), keepRatio: false }).plain)).toEqual([
    "box",
    "keepRatio",
    "width",
    "height",
  ]);
});

test("advanced fields are kept apart", () => {
  const { plain, advanced } = splitFields(face, startValues(face));
  expect(names(advanced)).toEqual(["search", "feather"]);
  expect(names(plain)).not.toContain("feather");
});

test("the values of a fresh form are what the schema would fill in", () => {
  for (const pass of [catalogue["face-pop"], catalogue["extend-backdrop"], catalogue.img2img, catalogue.adjust])
    expect(startValues(formFields(pass))).toEqual(pass.params.parse({}));
});

test("a preset stands over the defaults and leaves the others", () => {
  const values = startValues(bump, { denoise: 0.52 });
  expect(values.denoise).toBe(0.52);
  expect(values.steps).toBe(36);
});

test("what does not count now is not sent", () => {
  const box = { x: 10, y: 10, side: 80 };
  expect(valuesToSend(face, { ...startValues(face), box })).not.toHaveProperty("box");
  expect(valuesToSend(face, { ...startValues(face), detect: "by hand", box })).toHaveProperty("box", box);
  expect(valuesToSend(crop, { ...startValues(crop), box: undefined })).not.toHaveProperty("box");
});

test("what is sent passes the schema", () => {
  for (const pass of Object.values(catalogue)) {
    const fields = formFields(pass);
    expect(pass.params.safeParse(valuesToSend(fields, startValues(fields))).success, pass.id).toBe(true);
  }
});

test("several results of a fixed seed take the numbers after it; a random one is left to the server", () => {
  const fixed = spreadSeeds(fill, { seed: 7 }, 3);
  expect(fixed.map(({ params }) => params.seed)).toEqual([7, 8, 9]);
  expect(fixed.every(({ count }) => count === 1)).toBe(true);
  expect(spreadSeeds(fill, { seed: -1 }, 3)).toEqual([{ params: { seed: -1 }, count: 3 }]);
});

test("a pass without a seed is queued once, however many were asked", () => {
  expect(seedField(crop)).toBeUndefined();
  expect(spreadSeeds(crop, { longestSide: 720 }, 4)).toEqual([{ params: { longestSide: 720 }, count: 1 }]);
});
