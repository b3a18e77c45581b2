import { z } from "zod";
import type { AnyPass, FieldHelp } from "./define";

export type FieldKind =
  | "number"
  | "integer"
  | "text"
  | "choice"
  | "toggle"
  | "seed"
  | "box"
  | "face-box"
  | "eye-line"
  | "marks"
  | "edges";

/** One parameter as plain data: all that a form needs to draw it. */
export type FormField = {
  name: string;
  kind: FieldKind;
  title: string;
  help?: string;
  unit?: string;
  /** Numbers: both always given. Edges: of each side. */
  min?: number;
  max?: number;
  /** Numbers: always given. Edges: what the new sides are best a multiple of; any number is taken. */
  step?: number;
  band?: readonly [number, number];
  /** Absent when the field is optional and empty at first. */
  default?: unknown;
  choices?: readonly { value: string; label: string }[];
  advanced: boolean;
  optional: boolean;
  /** A text of several lines. */
  multiline: boolean;
  /** A text that names a model of this role. */
  model?: FieldHelp["model"];
  when?: FieldHelp["when"];
  required?: string;
};

/** The parameters of a pass, in the order they were declared, without those a screen of its own fills. Throws on a field no form can draw. */
export const formFields = (pass: AnyPass): FormField[] =>
  Object.entries(pass.params.shape)
    .filter(([, schema]) => helpOf(schema as z.ZodType).control !== "own screen")
    .map(([name, schema]) => toField(name, schema as z.ZodType));

const toField = (name: string, schema: z.ZodType): FormField => {
  const { title, help, unit, band, step, advanced = false, control, choices, model, when, required } = helpOf(schema);
  const { inner, optional } = unwrap(schema);
  const initial = schema.safeParse(undefined);
  const value = initial.success ? initial.data : undefined;
  const kind = kindOf(name, inner, control);
  return {
    name,
    kind,
    title: title ?? name,
    ...(help && { help }),
    ...(unit && { unit }),
    ...limitsOf(inner),
    ...(band && { band }),
    ...(kind === "number" || kind === "integer" ? { step: step ?? (kind === "integer" ? 1 : 0.01) } : {}),
    ...(kind === "edges" && step !== undefined ? { step } : {}),
    ...(value !== undefined && { default: value }),
    ...(inner instanceof z.ZodEnum && { choices: choicesOf(inner, choices) }),
    advanced,
    optional,
    multiline: control === "prompt",
    ...(model && { model }),
    ...(when && { when }),
    ...(required && { required }),
  };
};

/** `.meta()` may stand before or after `.default()`: the outermost one speaks. */
const helpOf = (schema: z.ZodType): Partial<FieldHelp> => {
  for (let at: z.ZodType | undefined = schema; at; at = innerOf(at)) {
    const meta = at.meta();
    if (meta) return meta as Partial<FieldHelp>;
  }
  return {};
};

const innerOf = (schema: z.ZodType): z.ZodType | undefined =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional
    ? (schema.unwrap() as z.ZodType)
    : undefined;

const unwrap = (schema: z.ZodType) => {
  let inner = schema;
  let optional = false;
  for (let next = innerOf(inner); next; next = innerOf(inner)) {
    optional ||= inner instanceof z.ZodOptional;
    inner = next;
  }
  return { inner, optional };
};

const kindOf = (name: string, inner: z.ZodType, control: FieldHelp["control"]): FieldKind => {
  if (control === "seed" || control === "eye-line" || control === "marks" || control === "edges") return control;
  if (control === "box") return inner instanceof z.ZodObject && "side" in inner.shape ? "face-box" : "box";
  if (inner instanceof z.ZodBoolean) return "toggle";
  if (inner instanceof z.ZodEnum) return "choice";
  if (inner instanceof z.ZodString) return "text";
  if (inner instanceof z.ZodNumber) return inner.isInt ? "integer" : "number";
  throw new Error(`No form can draw the parameter "${name}": give it a control or a plain type`);
};

/** Of a number itself, or of the first side of edges, whose sides all have the same. */
const limitsOf = (inner: z.ZodType): { min?: number; max?: number } => {
  if (inner instanceof z.ZodNumber) return { min: inner.minValue ?? undefined, max: inner.maxValue ?? undefined };
  if (!(inner instanceof z.ZodObject) || !("top" in inner.shape)) return {};
  return limitsOf(unwrap(inner.shape.top as z.ZodType).inner);
};

const choicesOf = (inner: z.ZodEnum, labels: FieldHelp["choices"]) =>
  inner.options.map((option) => ({ value: String(option), label: labels?.[String(option)] ?? String(option) }));
