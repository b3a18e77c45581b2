import type { Params } from "@/contract/passes/active-fields";
import type { PassForm } from "./describe-pass";
import { valuesToSend } from "./field-values";

/** Where a form keeps pictures chosen for its slots; no parameter has such a name. */
const key = "$inputs";

const all = (values: Params): Record<string, string[]> => {
  const held = values[key];
  return typeof held === "object" && held !== null ? (held as Record<string, string[]>) : {};
};

/** Pictures chosen for a slot that takes many, in order. */
export const inputsOf = (values: Params, slot: string): string[] => all(values)[slot] ?? [];
export const withInputs = (values: Params, slot: string, ids: string[]): Params => ({
  [key]: { ...all(values), [slot]: ids },
});

/** Every parameter a form sends: plain fields that count now, and lists that somebody filled. */
export function passValues(pass: Pick<PassForm, "fields" | "ownFields">, values: Params): Params {
  const own = pass.ownFields.flatMap(({ name }) => {
    const value = values[name];
    return value === undefined ? [] : [[name, name === "loras" ? named(value) : value] as const];
  });
  return { ...valuesToSend(pass.fields, values), ...Object.fromEntries(own) };
}

/** A LoRA row without a file yet is nothing yet. */
const named = (value: unknown): unknown =>
  Array.isArray(value) ? value.filter((use: { file?: unknown }) => use.file !== "") : value;

/** The same without what belongs to one picture: a control's own picture, and whose a LoRA is. */
export const presetValues = (pass: Pick<PassForm, "fields" | "ownFields">, values: Params): Params => {
  const params = passValues(pass, values);
  const { controls } = params;
  return Array.isArray(controls)
    ? { ...params, controls: controls.map((use: object) => ({ ...use, picture: null })) }
    : params;
};

/** Pictures for the slots the pass has, to be sent beside its parameters. Only those that something refers to. */
export function passInputs(pass: Pick<PassForm, "inputs">, values: Params): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(all(values)).filter(([slot, ids]) => Object.hasOwn(pass.inputs, slot) && ids.length > 0),
  );
}
