import { passList } from "@/contract/passes/catalogue";
import type { AnyPass, InputSlot, OutputSlot, Preset } from "@/contract/passes/define";
import { type FormField, formFields } from "@/contract/passes/fields";

/** A pass as plain data: all that a browser needs to draw its form, without the schema library. */
export type PassForm = {
  id: string;
  title: string;
  verb: string;
  summary: string;
  group: AnyPass["group"];
  fields: FormField[];
  inputs: Record<string, InputSlot>;
  outputs: Record<string, OutputSlot>;
  presets: readonly Preset[];
  rough: string | null;
};

export const describePass = (pass: AnyPass): PassForm => ({
  id: pass.id,
  title: pass.title,
  verb: pass.verb,
  summary: pass.summary,
  group: pass.group,
  fields: formFields(pass),
  inputs: pass.inputs,
  outputs: pass.outputs,
  presets: pass.presets ?? [],
  rough: pass.rough ?? null,
});

/** Every pass over a version; call it on the server, the schemas stay there. */
export const describePasses = (): PassForm[] =>
  passList.filter(({ over = "version" }) => over === "version").map(describePass);
