import { randomUUID } from "node:crypto";
import { catalogue, isPassId, type PassId } from "../contract/passes/catalogue";
import type { AnyPass } from "../contract/passes/define";
import { missingChoices, parseParams } from "../contract/passes/params";
import { PassError } from "./engines/engine";
import { blendByMask } from "./geometry/masks";
import { sameSize } from "./geometry/pixels";
import { chooseWork } from "./passes/choose-work";
import { imageServer } from "./passes/diffusion/server";
import { type Loaded, loadInputs } from "./passes/load-inputs";
import { native } from "./passes/native-engine";
import { type Progress, progressReporter } from "./passes/previews";
import { type Output, saveOutputs } from "./passes/save-outputs";
import type { Made, PassJob, PassResult, Work } from "./passes/work";

export type PassRequest = {
  /** The studio's job; left out, the work cannot be found again after a crash. */
  jobId?: string;
  /** How often the job ran out of memory before. */
  degrade?: number;
  pass: string;
  version: number;
  params: unknown;
  /** Files on this machine by input slot. Masks: 8-bit grey PNG, the size of the picture, white = repaint. */
  inputs: Readonly<Record<string, readonly string[]>>;
  /** An existing folder that takes outputs and previews. */
  outDir: string;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
  /** Called when the engine is done with it and may begin the next one; what is left is writing files. */
  onFree?: () => void;
};

export type PassOutcome = {
  /** PNG files in `outDir`. Pictures keep size and alpha; masks and maps are 8-bit grey. */
  outputs: Output[];
  facts: Record<string, unknown>;
  engine: string;
  algorithm: string;
  /** Done by something weaker than the real thing; shown on the version for ever. */
  rough: boolean;
  warnings: string[];
};

/** Performs one pass on this node. Rejects with a PassError only: its message is meant for people. */
export const performPass = async (request: PassRequest): Promise<PassOutcome> => {
  const { report, settled } = progressReporter(request.outDir, request.onProgress);
  try {
    return await perform(request, report);
  } catch (error) {
    throw request.signal.aborted ? new PassError("cancelled", "never", "Cancelled") : asPassError(error);
  } finally {
    await settled();
  }
};

/** Gives back the memory of every engine: at the end of the agent, or when it is paused. */
export const freeEngines = async (): Promise<void> => {
  imageServer()?.runner.close();
  await native.free();
};

const opening = {
  version: "Reading the picture",
  clip: "Opening the clip",
  pictures: "Opening the pictures",
  recipe: "Reading the recipe",
} as const;

const perform = async (request: PassRequest, report: PassJob<PassId>["progress"]): Promise<PassOutcome> => {
  const { pass, work } = await findWork(request);
  const params = checkedParams(pass, request.params);
  report(0, opening[pass.over ?? "version"]);
  const loaded = await loadInputs(pass, request.inputs);
  request.signal.throwIfAborted();
  const job = {
    params,
    id: request.jobId ?? randomUUID(),
    degrade: request.degrade ?? 0,
    ...accessTo(loaded),
    signal: request.signal,
    folder: request.outDir,
    progress: (fraction: number, ...rest: [string]) => report(0.05 + 0.9 * fraction, ...rest),
  };
  const result = await performAny(work, job);
  request.signal.throwIfAborted();
  request.onFree?.();
  report(0.97, "Saving the result");
  const outputs = await saveOutputs(pass, keepOutside(pass, loaded, result.made), request.outDir);
  report(1, "Done");
  return {
    outputs,
    facts: result.facts ?? {},
    engine: result.by?.engine ?? work.engine,
    algorithm: result.by?.algorithm ?? work.algorithm,
    rough: work.rough !== undefined,
    warnings: result.warnings ?? [],
  };
};

type AnyWork = Pick<Work<PassId>, "engine" | "algorithm" | "rough"> & { perform: unknown };

/** The one cast of the registry: parameters were parsed by this very pass's schema just before. */
const performAny = (work: AnyWork, job: unknown): Promise<PassResult<PassId>> =>
  (work.perform as (job: unknown) => Promise<PassResult<PassId>>)(job);

const findWork = async ({ pass: id, version }: PassRequest): Promise<{ pass: AnyPass; work: AnyWork }> => {
  if (!isPassId(id))
    throw new PassError("missing", "elsewhere", `This node does not know the pass “${id}”: update it.`);
  const pass: AnyPass = catalogue[id];
  if (version !== pass.version) {
    const words = `This node speaks version ${pass.version} of ${pass.title}, the job asks for ${version}: update the older of the two.`;
    throw new PassError("missing", "elsewhere", words);
  }
  const { work, blocking } = await chooseWork(id);
  if (!work || blocking.length)
    throw new PassError("missing", "elsewhere", `${pass.title} needs ${blocking.map(({ what }) => what).join(", ")}.`);
  return { pass, work };
};

const checkedParams = (pass: AnyPass, given: unknown) => {
  const parsed = parseParams(pass, given);
  const problems = "problems" in parsed ? parsed.problems : missingChoices(pass, parsed.params);
  if ("problems" in parsed || problems.length) throw new PassError("bad-input", "never", `${problems.join(". ")}.`);
  return parsed.params;
};

const accessTo = ({ pictures, masks, files }: Loaded) => ({
  picture: (slot: string) => {
    const picture = pictures.get(slot)?.[0];
    if (!picture) throw new PassError("bad-input", "never", `The input “${slot}” is missing.`);
    return picture;
  },
  pictures: (slot: string) => pictures.get(slot) ?? [],
  mask: (slot: string) => masks.get(slot)?.[0],
  masks: (slot: string) => masks.get(slot) ?? [],
  file: (slot: string) => {
    const [file] = files.get(slot) ?? [];
    if (file === undefined) throw new PassError("bad-input", "never", `The input “${slot}” is missing.`);
    return file;
  },
  files: (slot: string) => files.get(slot) ?? [],
});

/** The promise of every pass with a mask, kept in one place: outside it, each byte of the picture equals the source. */
const keepOutside = (pass: AnyPass, { pictures, masks }: Loaded, made: readonly Made[]): Made[] => {
  const mask = masks.get("mask")?.[0];
  const source = pictures.get("image")?.[0];
  if (!mask || !source) return [...made];
  return made.map((each) => {
    if (!each.picture || pass.outputs[each.slot]?.kind !== "picture") return each;
    if (!sameSize(each.picture.rgb, mask))
      throw new PassError("engine", "never", `${pass.title} changed the picture's size.`);
    const rgb = blendByMask(source.rgb, each.picture.rgb, mask);
    return { ...each, picture: { rgb, ...(source.alpha && { alpha: source.alpha }) } };
  });
};

const asPassError = (error: unknown): PassError => {
  if (error instanceof PassError) return error;
  if (error instanceof RangeError && /alloc|length/i.test(error.message)) {
    return new PassError("oom", "elsewhere", "The node ran out of memory. Try a smaller picture.");
  }
  const full = error instanceof Error && "code" in error && error.code === "ENOSPC";
  return full
    ? new PassError("engine", "elsewhere", "The node's disk is full.", error)
    : new PassError("engine", "now", "The node could not finish this pass; its log says more.", error);
};
