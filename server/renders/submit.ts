import { randomBytes } from "node:crypto";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { findPass } from "@/contract/passes/catalogue";
import type { AnyPass } from "@/contract/passes/define";
import { formFields } from "@/contract/passes/fields";
import { missingChoices, type Params, parseParams, resolveSeeds, seedFrom } from "@/contract/passes/params";
import { modelsOf, wrongModels } from "@/contract/recipe/models-of";
import type { RecipeInput } from "@/contract/recipe/recipe";
import { requireMay, type StudioContext } from "@/server/context";
import { BadInputError, PreconditionError } from "@/server/errors";
import { maskOrThrow } from "@/server/masks/log";
import { rasteriseMask } from "@/server/masks/rasterise";
import { freezeRegions } from "@/server/masks/regions";
import { mediaOf } from "@/server/media/media-of";
import { teamModels } from "@/server/nodes/models";
import { enqueuePlan, type PlannedJob } from "@/server/queue/enqueue";
import { shotOrThrow } from "@/server/script/access";
import { frameOrThrow, versionOrThrow } from "@/server/storyboard/access";

export const SubmitPass = z.object({
  versionId: idOf("version"),
  pass: z.string().max(60),
  params: z.record(z.string(), z.unknown()).default({}),
  /** The painted mask, for a pass that takes one. */
  maskId: idOf("mask").optional(),
  /** Hand over the regions painted on the version, to a pass that takes them. */
  regions: z.boolean().optional(),
  /** Further pictures by slot, such as the reference of an IP-Adapter; several, in order, where a slot takes many. */
  inputs: z.record(z.string(), z.union([idOf("media"), z.array(idOf("media")).max(64)])).default({}),
  /** Take the honest lesser result of a node without models. */
  roughAllowed: z.boolean().default(false),
  /** How many results to make; each gets its own seed. */
  count: z.number().int().min(1).max(8).default(1),
  /** Held until the frame, which shows the draft by then, is approved (E8). */
  hold: z.literal("until approved").optional(),
  /** Jobs that must have succeeded before. */
  afterJobs: z.array(idOf("job")).max(50).default([]),
});
export type SubmitPass = z.input<typeof SubmitPass>;

/** Queue a pass over a version: parameters checked, seed made concrete, every input pinned by content. Never waits for a node. */
export async function submitPass(ctx: StudioContext, input: SubmitPass) {
  requireMay(ctx, "queue passes");
  const { count, ...asked } = SubmitPass.parse(input);
  const plan = await planPass(ctx, asked);
  const { batchId, jobs } = await enqueuePlan(ctx, {
    title: plan.title,
    jobs: Array.from({ length: count }, () => plan.job(asked.params)),
  });
  return { batchId, jobs: jobs.map(({ id, title }) => ({ id, title })) };
}

type Asked = Omit<z.output<typeof SubmitPass>, "count">;

/** Everything about a pass over a version but its parameters: `job(params)` checks those and freezes a recipe. */
export async function planPass(
  ctx: StudioContext,
  { versionId, pass: passId, params: given, maskId, regions, inputs, roughAllowed, hold, afterJobs }: Asked,
): Promise<{ title: string; pass: AnyPass; job: (params: Params, label?: string) => PlannedJob }> {
  const pass = findPass(passId);
  if (!pass) throw new BadInputError(`There is no pass called “${passId}”`, "pass");
  // Before anything is drawn: a wrong parameter costs nothing.
  checkedParams(pass, given);
  const version = await versionOrThrow(ctx, versionId);
  // A recipe that came in a file brings its mask as a picture.
  const mask = inputs.mask === undefined ? await maskInput(ctx, pass, { maskId, mediaId: version.mediaId }) : null;
  await requireModelsThatFit(ctx, pass, given);
  const pinned = await pinInputs(ctx, pass, {
    image: version.mediaId,
    ...inputs,
    ...(mask ? { mask: mask.mediaId } : {}),
  });
  const painted = regions
    ? await regionInputs(ctx, pass, versionId, pinned.filter(({ slot }) => slot === "references").length)
    : null;
  const frame = await frameOrThrow(ctx, version.frameId);
  const shot = await shotOrThrow(ctx, frame.shotId);
  const { width, height } = await mediaOf(ctx, version.mediaId);
  const title = `${pass.title} · ${shot.code} ${frame.label}`;
  const job = (own: Params, label?: string): PlannedJob => {
    const params = painted ? { ...own, ...painted.params } : own;
    const resolved = resolveSeeds(pass, checkedParams(pass, params), () => seedFrom(randomBytes(7)));
    return {
      title: label ? `${title} · ${label}` : title,
      ...{ projectId: version.projectId, frameId: frame.id, versionId },
      recipe: {
        ...{ format: 1, pass: pass.id, passVersion: pass.version, params: resolved },
        inputs: [...pinned, ...(painted?.inputs ?? [])],
        seed: typeof resolved.seed === "number" ? resolved.seed : null,
        mask: mask && {
          ...{ maskId: mask.maskId, seq: mask.seq, pixelSha256: mask.pixelSha256 },
          ...(mask.protected.length > 0 && { protected: mask.protected }),
        },
        ...(painted && { regions: painted.frozen }),
      },
      ...{ needs: pass.needs(resolved), roughAllowed, band: 2, afterJobs },
      ...(width && height && { megapixels: (width * height) / 1e6 }),
      ...(hold && { hold: { frameId: frame.id } }),
    };
  };
  return { title, pass, job };
}

/** Complete parameters; BadInputError for one the pass does not take, PreconditionError for one that must still be chosen. */
export const checkedParams = (pass: AnyPass, given: Params): Params => {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(pass.params.shape, name));
  if (unknown.length > 0) throw new BadInputError(`${pass.title} has no parameter “${unknown[0]}”`, unknown[0]);
  const parsed = parseParams(pass, given);
  if ("problems" in parsed) throw new BadInputError(parsed.problems.join(". "), "params");
  const [missing] = missingChoices(pass, parsed.params);
  if (missing) throw new PreconditionError(`${missing}.`);
  return parsed.params;
};

/** A LoRA or ControlNet of another family than the model could only fail on the node, after the wait (B5). */
export const requireModelsThatFit = async (ctx: StudioContext, pass: AnyPass, params: Params): Promise<void> => {
  const fields = formFields(pass);
  if (modelsOf(params, fields).length === 0) return;
  const [wrong] = wrongModels(params, fields, await teamModels(ctx));
  if (wrong) throw new PreconditionError(`${wrong} Nothing was queued.`);
};

/** Rasterised here, on the server, from the log: a job never waits for a browser. */
const maskInput = async (
  ctx: StudioContext,
  pass: AnyPass,
  { maskId, mediaId }: { maskId: string | undefined; mediaId: string },
) => {
  const slot = pass.inputs.mask;
  if (!slot) return null;
  if (!maskId) {
    if (slot.optional) return null;
    throw new PreconditionError(`${pass.title} works inside a mask: paint one on the canvas first.`);
  }
  const mask = await maskOrThrow(ctx, maskId);
  const over = await versionOrThrow(ctx, mask.versionId);
  if (over.mediaId !== mediaId) {
    const [theirs, ours] = await Promise.all([mediaOf(ctx, over.mediaId), mediaOf(ctx, mediaId)]);
    if (theirs.width !== ours.width || theirs.height !== ours.height)
      throw new BadInputError(
        `The mask is ${theirs.width} × ${theirs.height}, the picture ${ours.width} × ${ours.height}: paint a mask on this version`,
        "maskId",
      );
  }
  return rasteriseMask(ctx, { maskId });
};

/** Rasterised and pinned now: what is painted afterwards is another job's. `references` pictures are pinned already. */
const regionInputs = async (ctx: StudioContext, pass: AnyPass, versionId: string, references: number) => {
  if (!Object.hasOwn(pass.params.shape, "regions") || !pass.inputs.masks?.many)
    throw new BadInputError(`${pass.title} takes no regions`, "regions");
  const { regions, background, inputs, frozen } = await freezeRegions(
    ctx,
    versionId,
    pass.inputs.references?.many ? references : null,
  );
  if (regions.length === 0)
    throw new PreconditionError("No region of this version is painted yet: add one for each character on the canvas.");
  const words = background !== "" && Object.hasOwn(pass.params.shape, "background") ? { background } : {};
  return { params: { regions, ...words }, inputs, frozen };
};

const pinInputs = async (
  ctx: StudioContext,
  pass: AnyPass,
  bySlot: Record<string, string | string[]>,
): Promise<RecipeInput[]> => {
  const pinned: RecipeInput[] = [];
  for (const [slot, given] of Object.entries(bySlot)) {
    if (!Object.hasOwn(pass.inputs, slot)) {
      if (slot === "image") continue;
      throw new BadInputError(`${pass.title} takes no input “${slot}”`, "inputs");
    }
    const ids = typeof given === "string" ? [given] : given;
    if (ids.length > 1 && !pass.inputs[slot]?.many)
      throw new BadInputError(
        `${pass.title} takes one picture as “${pass.inputs[slot]?.title}”, not ${ids.length}`,
        "inputs",
      );
    for (const mediaId of ids) pinned.push({ slot, mediaId, sha256: (await mediaOf(ctx, mediaId)).sha256 });
  }
  return pinned;
};
