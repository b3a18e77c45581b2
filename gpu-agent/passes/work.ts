import type { InputsOf, OutputsOf, ParamsOf, PassId } from "../../contract/passes/catalogue";
import type { Wanted } from "../engines/engine";
import type { Grey, Picture, Rgb } from "../geometry/pixels";

/** What a pass is given: parsed parameters, decoded inputs, and ways to report and to be stopped. */
export type PassJob<Id extends PassId> = {
  params: ParamsOf<Id>;
  /** The studio's job: the same for every attempt, so that work begun before a crash is found again. */
  id: string;
  /** How often it ran out of memory before. */
  degrade: number;
  /** The (first) picture of a slot. Declared, so it is there. */
  picture(slot: InputsOf<Id>): Picture;
  /** All pictures of a slot that takes many, in the order of the recipe; none for one that is absent. */
  pictures(slot: InputsOf<Id>): readonly Picture[];
  /** All masks of a slot that takes many. */
  masks(slot: InputsOf<Id>): readonly Grey[];
  /** The mask of a slot, the size of the picture; undefined when it is optional and absent. */
  mask(slot: InputsOf<Id>): Grey | undefined;
  /** The clip of a slot as a path on this machine, undecoded. Declared, so it is there. */
  file(slot: InputsOf<Id>): string;
  /** All files of a slot that takes many, undecoded, in the order of the recipe. */
  files(slot: InputsOf<Id>): readonly string[];
  /** An existing folder for files the pass writes itself. */
  folder: string;
  signal: AbortSignal;
  /** `fraction` 0–1 of the whole pass. */
  progress(fraction: number, label: string, preview?: Rgb): void;
};

/** One finished picture or mask, or a file already written into the job's folder, named by its output slot. */
export type Made<Slot extends string = string> = { slot: Slot; label?: string } & (
  | { picture: Picture; mask?: never; file?: never }
  | { mask: Grey; picture?: never; file?: never }
  | { file: string; picture?: never; mask?: never }
);

export type PassResult<Id extends PassId> = {
  made: Made<OutputsOf<Id>>[];
  /** Numbers for the record of the version. */
  facts?: Record<string, unknown>;
  /** For people: what to look at twice. */
  warnings?: string[];
  /** Who really did it, where that is not the work's own engine. */
  by?: { engine: string; algorithm: string };
};

/** How this node performs a pass. `rough`: the name of what it does instead of the real thing. */
export type Work<Id extends PassId> = {
  engine: string;
  algorithm: string;
  rough?: string;
  /** What keeps it from running at all, and what would make it better. Empty lists: nothing. */
  probe(): Promise<{ blocking: Wanted[]; improving?: Wanted[] }>;
  perform(job: PassJob<Id>): Promise<PassResult<Id>>;
  /** The owner set up just this one, so what it lacks is told before what others would. */
  named?(): boolean;
};

/** Several ways to perform a pass; the first that lacks nothing does. */
export type Ways<Id extends PassId> = { readonly ways: readonly Work<Id>[]; engine?: never };

/** A pass that no engine of this node performs: what a node needs that does. */
export type Unperformed = { engine?: never; missing: Wanted[] };

export const nothingMissing = async () => ({ blocking: [] });
