import type { z } from "zod";
import type { AnyPass, InputSlot, OutputSlot, Preset } from "./define";
import { type FormField, formFields } from "./fields";

/** A pass as plain data: all that a browser needs to draw its form, without the schema library. */
export type DescribedPass = {
  id: string;
  version: number;
  title: string;
  verb: string;
  summary: string;
  group: AnyPass["group"];
  fields: FormField[];
  /** Lists and parts that a plain field cannot be: LoRAs, controls, regions. Each has a default. */
  ownFields: { name: string; title: string; default: unknown }[];
  inputs: Record<string, InputSlot>;
  outputs: Record<string, OutputSlot>;
  presets: readonly Preset[];
  rough: string | null;
};

/** Call it on the server or on a node: the schemas stay there. */
export const describePass = (pass: AnyPass): DescribedPass => ({
  id: pass.id,
  version: pass.version,
  title: pass.title,
  verb: pass.verb,
  summary: pass.summary,
  group: pass.group,
  fields: formFields(pass),
  ownFields: Object.entries(pass.params.shape).flatMap(([name, schema]) => {
    const meta = (schema as z.ZodType).meta() as { title?: string; control?: string } | undefined;
    if (meta?.control !== "own screen") return [];
    const initial = (schema as z.ZodType).safeParse(undefined);
    return [{ name, title: meta.title ?? name, default: initial.success ? initial.data : undefined }];
  }),
  inputs: pass.inputs,
  outputs: pass.outputs,
  presets: pass.presets ?? [],
  rough: pass.rough ?? null,
});
