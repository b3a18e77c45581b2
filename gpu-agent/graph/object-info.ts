import { z } from "zod";

/** A list whose choice brings inputs of its own. */
export const dynamicList = "COMFY_DYNAMICCOMBO_V3";
const InputSpec = z.tuple([z.union([z.string(), z.array(z.unknown())])], z.unknown());
const Inputs = z.record(z.string(), InputSpec).catch({});

/** What a server says of one class. Fields we do not read are dropped. */
const ClassInfo = z.object({
  input: z.object({ required: Inputs.default({}), optional: Inputs.default({}) }).catch({ required: {}, optional: {} }),
  output: z.array(z.union([z.string(), z.array(z.unknown())])).catch([]),
  output_node: z.boolean().catch(false),
});
export type ClassInfo = z.infer<typeof ClassInfo>;
const DynamicOptions = z
  .array(
    z.object({
      key: z.string(),
      inputs: z
        .object({ required: Inputs.default({}), optional: Inputs.default({}) })
        .catch({ required: {}, optional: {} }),
    }),
  )
  .catch([]);
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

/** The inputs of a class. With `given`, those the chosen values of a newer server's dynamic lists bring, as "list.input". */
export const inputsOf = (
  { input }: Pick<ClassInfo, "input">,
  given: Readonly<Record<string, unknown>> = {},
): Record<string, InputInfo> => {
  const read = (inputs: ClassInfo["input"], required: boolean, within = ""): [string, InputInfo][] =>
    Object.entries(required ? inputs.required : inputs.optional).flatMap(([short, [type, about]]) => {
      const name = `${within}${short}`;
      const config = typeof about === "object" && about !== null ? (about as Record<string, unknown>) : {};
      const brought = type === dynamicList ? DynamicOptions.parse(config.options) : undefined;
      const listed = Array.isArray(type) ? type : type === "COMBO" ? config.options : brought?.map(({ key }) => key);
      const options = Array.isArray(listed) ? (listed as unknown[]) : undefined;
      const own: [string, InputInfo] = [
        name,
        { type: Array.isArray(type) ? "COMBO" : type, config, options, required },
      ];
      const chosen = brought?.find(({ key }) => key === given[name])?.inputs;
      return chosen ? [own, ...read(chosen, false, `${name}.`), ...read(chosen, true, `${name}.`)] : [own];
    });
  return Object.fromEntries([...read(input, false), ...read(input, true)]);
};

/** The values a list input offers; empty when class or input is not there. */
export const choicesOf = (objects: ObjectInfo, name: string, input: string): string[] => {
  const info = objects[name];
  return info ? (inputsOf(info)[input]?.options ?? []).map(String) : [];
};
