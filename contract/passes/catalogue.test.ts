import { describe, expect, test } from "vitest";
import { z } from "zod";
import { catalogue, findPass, passIds, passList } from "./catalogue";
import { formFields } from "./fields";
import { missingChoices, parseParams, presetParams, resolveSeeds, seedFrom } from "./params";

describe.each(passList.map((pass) => [pass.id, pass] as const))("%s", (id, pass) => {
  test("is filed under its own id and says what it does", () => {
    expect(findPass(id)).toBe(pass);
    for (const words of [pass.title, pass.verb, pass.summary]) expect(words.length).toBeGreaterThan(3);
    expect(Object.keys(pass.outputs).length).toBeGreaterThan(0);
  });

  test("gives every parameter a title of its own and a default, unless it is optional", () => {
    for (const field of formFields(pass)) {
      expect(field.title, field.name).not.toBe(field.name);
      if (!field.optional) expect(field.default, field.name).toBeDefined();
    }
  });

  test("gives every number a least and a most, and keeps default and band between them", () => {
    for (const field of formFields(pass)) {
      if (!["number", "integer", "seed", "edges"].includes(field.kind)) continue;
      expect(field.min, field.name).toBeTypeOf("number");
      expect(field.max, field.name).toBeTypeOf("number");
      const values = [...(field.kind === "edges" ? [] : [field.default]), ...(field.band ?? [])] as number[];
      for (const value of values) {
        expect(value, field.name).toBeGreaterThanOrEqual(field.min ?? Number.NaN);
        expect(value, field.name).toBeLessThanOrEqual(field.max ?? Number.NaN);
      }
    }
  });

  test("bounds the numbers inside a box or an eye line too", () => {
    const unbounded = Object.values(pass.params.shape).flatMap((schema) => unboundedNumbers(schema as z.ZodType));
    expect(unbounded).toEqual([]);
  });

  test("parses nothing at all into the defaults of its form", () => {
    const parsed = pass.params.parse({});
    for (const field of formFields(pass)) expect(parsed[field.name], field.name).toEqual(field.default);
  });

  test("has presets that are valid parameters", () => {
    for (const preset of pass.presets ?? []) expect(presetParams(pass, preset.id)).toMatchObject(preset.params);
  });

  test("shows a field only on the word of a field that exists", () => {
    const fields = formFields(pass);
    for (const { when } of fields) {
      if (!when) continue;
      const other = fields.find(({ name }) => name === when.field);
      const values = other?.kind === "toggle" ? [true, false] : other?.choices?.map(({ value }) => value);
      expect(values).toEqual(expect.arrayContaining([...when.is]));
    }
  });
});

const unboundedNumbers = (schema: z.ZodType): z.ZodType[] => {
  if (schema instanceof z.ZodNumber)
    return Number.isFinite(schema.minValue) && Number.isFinite(schema.maxValue) ? [] : [schema];
  if (schema instanceof z.ZodObject)
    return Object.values(schema.shape).flatMap((each) => unboundedNumbers(each as z.ZodType));
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((each) => unboundedNumbers(each as z.ZodType));
  const inner = (schema as z.ZodType & { unwrap?: () => z.ZodType }).unwrap?.();
  return inner ? unboundedNumbers(inner) : [];
};

test("carries the numbers of the AI bump", () => {
  expect(presetParams(catalogue.img2img, "ai-bump")).toMatchObject({
    sampler: "restart",
    schedule: "automatic",
    steps: 36,
    cfg: 7,
    denoise: 0.4,
    cap: 1440,
    seed: -1,
  });
  expect(presetParams(catalogue.img2img, "face-pop")).toMatchObject({ denoise: 0.32, cfg: 7 });
  expect(presetParams(catalogue.img2img, "less-cartoon")).toMatchObject({ denoise: 0.52, cfg: 8 });
  const bands = Object.fromEntries(formFields(catalogue.img2img).map(({ name, band }) => [name, band]));
  expect(bands).toMatchObject({ steps: [33, 40], cfg: [6, 8] });
  expect(catalogue.img2img.needs(catalogue.img2img.params.parse({})).vramGb).toBe(8);
});

test("carries the numbers of outpainting, inpainting and face pop", () => {
  expect(catalogue.outpaint.params.parse({})).toMatchObject({
    edges: { top: 48, right: 48, bottom: 48, left: 48 },
    blur: 8,
    steps: 60,
    attempts: 6,
  });
  expect(catalogue.inpaint.params.parse({})).toMatchObject({ padding: 32 });
  expect(catalogue["face-pop"].params.parse({})).toMatchObject({ padding: 0.35, size: 720 });
});

test("asks nothing of a node for work that needs no model", () => {
  const modelPasses = [
    ...["img2img", "inpaint", "outpaint", "txt2img", "render-frame", "panorama", "texture"],
    ...["in-between", "turn-around", "image-to-mesh", "train-lora"],
  ];
  const asking = passIds.filter(
    (id) => Object.keys(findPass(id)?.needs(findPass(id)?.params.parse({}) ?? {}) ?? {}).length,
  );
  expect(asking.toSorted()).toEqual(modelPasses.toSorted());
});

test("names the field that is wrong", () => {
  const result = parseParams(catalogue.img2img, { denoise: 3 });
  expect("problems" in result && result.problems[0]).toMatch(/^Denoise: /);
  const swapped = parseParams(catalogue["control-maps"], { low: 200, high: 100 });
  expect(swapped).toEqual({ problems: ["Low threshold: must not be above the high threshold"] });
});

test("asks for a box only where one is needed", () => {
  const face = catalogue["face-pop"];
  expect(missingChoices(face, face.params.parse({}))).toEqual([]);
  expect(missingChoices(face, face.params.parse({ detect: "by hand" }))).toEqual(["Drag a box around the face first"]);
  const box = { x: 10, y: 10, side: 64 };
  expect(missingChoices(face, face.params.parse({ detect: "by hand", box }))).toEqual([]);
  expect(missingChoices(catalogue["box-select"], {})).toHaveLength(1);
});

test("makes a seed of −1 concrete and leaves any other alone", () => {
  expect(resolveSeeds(catalogue.img2img, { seed: -1, steps: 9 }, () => 77)).toEqual({ seed: 77, steps: 9 });
  expect(resolveSeeds(catalogue.img2img, { seed: 5 }, () => 77)).toEqual({ seed: 5 });
  expect(seedFrom(new Uint8Array(7).fill(255))).toBe(Number.MAX_SAFE_INTEGER);
  expect(seedFrom(new Uint8Array(7))).toBe(0);
});

test("describes every field as plain data", () => {
  const fields = passList.flatMap(formFields);
  expect(JSON.parse(JSON.stringify(fields))).toEqual(fields);
  const kinds = new Set(fields.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(
    [
      "box",
      "choice",
      "edges",
      "eye-line",
      "face-box",
      "integer",
      "marks",
      "number",
      "seed",
      "text",
      "toggle",
    ].toSorted(),
  );
});
