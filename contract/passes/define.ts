import type { z } from "zod";
import type { ModelRole } from "../engine/report";

/** What the real work asks of a node. Asking nothing means any CPU will do. `models` are role names such as "tile-controlnet". */
export type Needs = { vramGb?: number; models?: readonly string[] };

/** How a form draws one parameter. Set with `.meta({...})` on the zod field, read by components/pass-form. */
export type FieldHelp = {
  /** Label in sentence case. */
  title: string;
  /** One line with an example, shown under the field. */
  help?: string;
  /** "px", "°", "%", "steps"… */
  unit?: string;
  /** Recommended band, marked on the slider. */
  band?: readonly [number, number];
  step?: number;
  /** Drawn behind "Advanced". */
  advanced?: boolean;
  /** A control that a plain field cannot be: chosen on the canvas or with a picker. */
  control?: "prompt" | "seed" | "box" | "eye-line" | "edges" | "marks" | "own screen";
  /** Labels of an enum's values; a value without one is shown as it is. */
  choices?: Readonly<Record<string, string>>;
  /** A text that names a model: a picker may offer the files of this role that nodes have (contract/engine/report.ts). */
  model?: ModelRole;
  /** Drawn and demanded only while another field has one of these values. */
  when?: { field: string; is: readonly (string | boolean)[] };
  /** Has no sensible default: the form asks for it before the button works. The words of the request. */
  required?: string;
};

/** What goes in or comes out, named by its slot. A clip or `file` is handed over as it is: nothing decodes it beforehand. */
export type InputSlot = { kind: "image" | "mask" | "clip" | "file"; title: string; optional?: true; many?: true };
/**
 * `picture` and `map` are staged as versions, `mask` is offered to the mask document, `debug` is kept as a strip. `mesh`
 * (GLB) and `clip` (a film) are kept with the job, to be downloaded.
 */
export type OutputSlot = {
  kind: "picture" | "map" | "mask" | "mesh" | "clip" | "debug";
  title: string;
  optional?: true;
  many?: true;
};

export type Preset = { id: string; title: string; help?: string; params: Record<string, unknown> };

/** One kind of work: what goes in, what comes out, what it costs. */
export type Pass<Id extends string, P extends z.ZodObject> = {
  id: Id;
  version: number;
  title: string;
  /** The button: "Queue patch fill". */
  verb: string;
  /** One plain sentence for people. */
  summary: string;
  /** What it works on. A version (left out) is picked on the canvas; the others have a screen of their own. */
  over?: "version" | "clip" | "pictures" | "recipe";
  group: "fix" | "mask" | "face" | "size" | "colour" | "control" | "generate" | "film";
  params: P;
  inputs: Record<string, InputSlot>;
  outputs: Record<string, OutputSlot>;
  /** A method, so that a pass of any parameters is a pass: the catalogue parses before it asks. */
  needs(params: z.output<P>): Needs;
  presets?: readonly Preset[];
  /** The honest name of what a node without models can do instead. Absent: it can do nothing. */
  rough?: string;
};

/** The identity function; its `const` parameter keeps the literal id, so the catalogue stays typed. */
export const definePass = <const Id extends string, P extends z.ZodObject>(pass: Pass<Id, P>) => pass;

/** A pass whose parameters are known only by their schema: what lists and forms work with. */
export type AnyPass = Pass<string, z.ZodObject>;
