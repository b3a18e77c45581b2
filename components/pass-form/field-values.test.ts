import { expect, test } from "vitest";
import { catalogue } from "@/contract/passes/catalogue";
import { describePass } from "@/contract/passes/describe";
import { formFields } from "@/contract/passes/fields";
import { seedField, splitFields, spreadSeeds, startValues, valuesToSend } from "./field-values";
import { passInputs, passValues, presetValues, withInputs } from "./own-values";
import { sizeOfAspect } from "./size-of-aspect";

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
  expect(names(advanced)).toEqual([
    ...["search", "feather", "sampler", "schedule", "model", "vae", "guidance", "clipSkip", "mayDegrade"],
  ]);
  expect(names(plain)).not.toContain("feather");
});

test("the values of a fresh form are what the schema would fill in; lists that nobody filled are left to it", () => {
  for (const pass of [catalogue["face-pop"], catalogue["extend-backdrop"], catalogue.img2img, catalogue.adjust]) {
    const own = describePass(pass).ownFields.map(({ name, default: value }) => [name, value]);
    expect({ ...startValues(formFields(pass)), ...Object.fromEntries(own) }).toEqual(pass.params.parse({}));
  }
});

test("lists are sent when somebody filled them, without rows that name nothing and with the pictures they use", () => {
  const pass = describePass(catalogue.img2img);
  const loras = [
    { file: "", weight: 1 },
    { file: "mei.safetensors", weight: 0.8 },
  ];
  const values = { ...startValues(pass.fields), loras, ...withInputs({}, "controls", ["med_a"]) };
  expect(passValues(pass, values).loras).toEqual([{ file: "mei.safetensors", weight: 0.8 }]);
  expect(passValues(pass, startValues(pass.fields))).not.toHaveProperty("controls");
  expect(passInputs(pass, values)).toEqual({ controls: ["med_a"] });
  expect(passInputs(describePass(catalogue.adjust), values)).toEqual({});
  expect(presetValues(pass, { ...values, controls: [{ type: "pose", picture: 0 }] }).controls).toEqual([
    { type: "pose", picture: null },
  ]);
});

test("a ratio becomes sides of the same area", () => {
  expect(sizeOfAspect("16:9", 768, 768)).toEqual({ width: 1024, height: 576 });
  expect(sizeOfAspect("4:5", undefined, undefined)).toEqual({ width: 688, height: 856 });
  for (const odd of ["wide", "1:99", "0:1", ""]) expect(sizeOfAspect(odd, 768, 768)).toBeNull();
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
