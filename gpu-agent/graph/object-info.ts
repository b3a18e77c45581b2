import { z } from "zod";

const InputSpec = z.tuple([z.union([z.string(), z.array(z.unknown())])], z.unknown());
const Inputs = z.record(z.string(), InputSpec).catch({});

/** What a server says of one class. Fields we do not read are dropped. */
const ClassInfo = z.object({
  input: z.object({ required: Inputs.default({}), optional: Inputs.default({}) }).catch({ required: {}, optional: {} }),
  output: z.array(z.union([z.string(), z.array(z.unknown())])).catch([]),
  output_node: z.boolean().catch(false),
});
export type ClassInfo = z.infer<typeof ClassInfo>;
export type ObjectInfo = Record<string, ClassInfo>;

/** Reads `/object_info`. A class that cannot be read counts as not there. */
export const readObjectInfo = (given: unknown): ObjectInfo => {
  if (typeof given !== "object" || given === null) return {};
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, info]) => {
      const read = ClassInfo.safeParse(info);
      return read.success ? [[name, read.data]] : [];
    }),
  );
};

/** `type` of an input as the server names it, its settings, and the values of a list in either of the two encodings. */
export type InputInfo = {
  type: string;
  config: Readonly<Record<string, unknown>>;
  options: readonly unknown[] | undefined;
  required: boolean;
};

export const inputsOf = (info: ClassInfo): Record<string, InputInfo> => {
  const read = (required: boolean) =>
    Object.entries(required ? info.input.required : info.input.optional).map(([name, [type, given]]) => {
      const config = typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
      const listed = Array.isArray(type) ? type : type === "COMBO" ? config.options : undefined;
      const options = Array.isArray(listed) ? (listed as unknown[]) : undefined;
      return [name, { type: Array.isArray(type) ? "COMBO" : type, config, options, required }] as const;
    });
  return Object.fromEntries([...read(false), ...read(true)]);
};

/** The values a list input offers; empty when class or input is not there. */
export const choicesOf = (objects: ObjectInfo, name: string, input: string): string[] => {
  const info = objects[name];
  return info ? (inputsOf(info)[input]?.options ?? []).map(String) : [];
};
