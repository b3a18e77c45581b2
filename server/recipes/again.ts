import { randomBytes } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { findPass } from "@/contract/passes/catalogue";
import type { AnyPass } from "@/contract/passes/define";
import { type DescribedPass, describePass } from "@/contract/passes/describe";
import { formFields } from "@/contract/passes/fields";
import { parseParams, resolveSeeds, seedFrom } from "@/contract/passes/params";
import { titleOf } from "@/contract/recipe/diff";
import { madeWithOf } from "@/contract/recipe/made-with";
import { absentModels, studioModel } from "@/contract/recipe/models-of";
import type { Recipe, RecipeInput } from "@/contract/recipe/recipe";
import { jobs, media, versionParents, versions } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { BadInputError, PreconditionError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { teamModels } from "@/server/nodes/models";
import { enqueuePlan } from "@/server/queue/enqueue";
import { checkedParams, requireModelsThatFit } from "@/server/renders/submit";
import { shotOrThrow } from "@/server/script/access";
import { frameOrThrow, versionOrThrow } from "@/server/storyboard/access";

export const ReadAgain = z.object({ versionId: idOf("version") });

export type Again = {
  recipe: Recipe;
  /** Null: this studio does not know the pass any more. */
  pass: DescribedPass | null;
  inputs: { slot: string; title: string; sha256: string; there: boolean; picture: ReturnType<typeof toPicture> }[];
  /** Why it cannot run again at all, in words. */
  blocked: string[];
  /** Why it cannot run again just as it was, while other settings could. */
  changed: string[];
  /** What no node has now: a job would wait for it. */
  missing: string[];
};

/** What running a version's recipe again would take, before anything is queued. PreconditionError for a version without one. */
export async function readAgain(ctx: StudioContext, input: z.input<typeof ReadAgain>): Promise<Again> {
  requireMay(ctx, "queue passes");
  const { versionId } = ReadAgain.parse(input);
  const version = await versionOrThrow(ctx, versionId);
  const recipe = recipeOf(version);
  const pass = findPass(recipe.pass);
  const pictures = await picturesOf(ctx, recipe);
  const inputs = recipe.inputs.map(({ slot, mediaId, sha256 }) => ({
    ...{ slot, title: pass?.inputs[slot]?.title ?? titleOf(slot), sha256 },
    ...{ there: pictures.has(`${mediaId} ${sha256}`), picture: pictures.get(`${mediaId} ${sha256}`) ?? null },
  }));
  const models = await teamModels(ctx);
  const fields = pass ? formFields(pass) : [];
  const made = madeWithOf(version.facts)?.models ?? [];
  const named = absentModels(recipe.params, fields, models);
  const used = made
    .filter(
      ({ role, file, sha256 }) => models.length > 0 && !studioModel(role, sha256 ? `${file}#${sha256}` : file, models),
    )
    .map(({ role, file }) => `${titleOf(role)}: no node has ${file}.`)
    .filter((line) => !named.some((other) => other.endsWith(line.split(": ")[1] ?? line)));
  return {
    ...{ recipe, pass: pass ? describePass(pass) : null, inputs },
    blocked: [
      ...(pass ? [] : [`This studio does not know the pass ${recipe.pass}.`]),
      ...inputs.filter(({ there }) => !there).map(({ title, sha256 }) => gone(title, sha256)),
    ],
    changed: pass ? changes(pass, recipe) : [],
    missing: [...named, ...used],
  };
}

export const RunAgain = z.object({
  versionId: idOf("version"),
  /** Left out: the version's own, to the letter. */
  params: z.record(z.string(), z.unknown()).optional(),
  /** Other pictures for these slots, in order; the rest stays as it was pinned. Masks stay: they are drawn on a picture. */
  inputs: z.record(z.string(), z.array(idOf("media")).min(1).max(64)).optional(),
  roughAllowed: z.boolean().default(false),
  /** Only with other settings; a random seed is drawn for each. */
  count: z.number().int().min(1).max(8).default(1),
});

/**
 * Queue what made a version once more: the same pass, the same inputs by content or other pictures, and the very same
 * parameters or those given. The results are staged in the version's frame. PreconditionError when an input is gone or the pass has changed.
 */
export async function runAgain(ctx: StudioContext, input: z.input<typeof RunAgain>) {
  requireMay(ctx, "queue passes");
  const { versionId, inputs: others, roughAllowed, count, ...given } = RunAgain.parse(input);
  const version = await versionOrThrow(ctx, versionId);
  const kept = recipeOf(version);
  const params = given.params ?? (others && kept.params);
  const pass = findPass(kept.pass);
  if (!pass) throw new PreconditionError(`This studio does not know the pass ${kept.pass} any more.`);
  const [why] = params === undefined ? changes(pass, kept) : [];
  if (why !== undefined) throw new PreconditionError(`${why} Choose “Run again with…” and look at its settings.`);
  const recipe = others ? { ...kept, inputs: await withOthers(ctx, pass, kept, others) } : kept;
  const pictures = await picturesOf(ctx, recipe);
  const lost = recipe.inputs.find(({ mediaId, sha256 }) => !pictures.has(`${mediaId} ${sha256}`));
  if (lost) throw new PreconditionError(gone(pass.inputs[lost.slot]?.title ?? titleOf(lost.slot), lost.sha256));
  const asked = checkedParams(pass, params ?? recipe.params);
  await requireModelsThatFit(ctx, pass, asked);
  const frame = await frameOrThrow(ctx, version.frameId);
  const shot = await shotOrThrow(ctx, frame.shotId);
  const start = await startOf(ctx, version);
  const first = recipe.inputs.find(({ slot }) => slot === "image") ?? recipe.inputs[0];
  const { width, height } = first ? await mediaOf(ctx, first.mediaId) : { width: null, height: null };
  const title = `${pass.title} · ${shot.code} ${frame.label} · again`;
  const planned = Array.from({ length: params === undefined ? 1 : count }, () => {
    const resolved = resolveSeeds(pass, asked, () => seedFrom(randomBytes(7)));
    return {
      ...{ title, projectId: version.projectId, frameId: frame.id, versionId: start },
      recipe: {
        ...recipe,
        ...{ passVersion: pass.version, params: resolved },
        seed: typeof resolved.seed === "number" ? resolved.seed : null,
      },
      ...{ needs: pass.needs(resolved), roughAllowed, band: 2 as const },
      ...(width && height && { megapixels: (width * height) / 1e6 }),
    };
  });
  const { batchId, jobs: made } = await enqueuePlan(ctx, { title, jobs: planned });
  return { batchId, jobs: made.map(({ id, title }) => ({ id, title })) };
}

/** The pinned inputs with other pictures in some slots. BadInputError names the slot and what does not fit. */
const withOthers = async (
  ctx: StudioContext,
  pass: AnyPass,
  { inputs }: Recipe,
  others: Readonly<Record<string, readonly string[]>>,
): Promise<RecipeInput[]> => {
  const pinned: RecipeInput[] = [];
  for (const [slot, ids] of Object.entries(others)) {
    const known = pass.inputs[slot];
    if (!known) throw new BadInputError(`${pass.title} takes no input “${slot}”`, "inputs");
    if (known.kind !== "image")
      throw new BadInputError(`${known.title} stays as it was: it belongs to the picture it was drawn on.`, "inputs");
    if (ids.length > 1 && !known.many)
      throw new BadInputError(`${pass.title} takes one picture as “${known.title}”, not ${ids.length}`, "inputs");
    for (const mediaId of ids) {
      const row = await mediaOf(ctx, mediaId);
      pinned.push({ slot, mediaId, sha256: row.sha256 });
      if (slot === "image") await requireMaskFits(ctx, pass, inputs, row);
    }
  }
  return [...inputs.filter(({ slot }) => !Object.hasOwn(others, slot)), ...pinned];
};

/** A mask was drawn on one picture: another must have its size. */
const requireMaskFits = async (
  ctx: StudioContext,
  pass: AnyPass,
  inputs: readonly RecipeInput[],
  { name, width, height }: { name: string; width: number; height: number },
): Promise<void> => {
  for (const { mediaId } of inputs.filter(({ slot }) => pass.inputs[slot]?.kind === "mask")) {
    const mask = await mediaOf(ctx, mediaId);
    if (mask.width === width && mask.height === height) continue;
    throw new BadInputError(
      `${name} is ${width} × ${height} pixels, the mask of this recipe ${mask.width} × ${mask.height}: choose a picture of that size, or paint a mask on the other one.`,
      "inputs",
    );
  }
};

const recipeOf = ({ recipe }: typeof versions.$inferSelect): Recipe => {
  if (recipe) return recipe;
  throw new PreconditionError("This version was brought by hand: it has no recipe to run again.");
};

/** Whether the pass still does with these parameters what it did then. */
const changes = (pass: AnyPass, recipe: Recipe): string[] => {
  if (pass.version !== recipe.passVersion)
    return [`${pass.title} was version ${recipe.passVersion} when this was made and is ${pass.version} now.`];
  const parsed = parseParams(pass, recipe.params);
  return "problems" in parsed ? [`${pass.title} takes other settings now: ${parsed.problems.join(". ")}.`] : [];
};

const gone = (title: string, sha256: string) =>
  `${title}: the picture it was made from (${sha256.slice(0, 12)}) is not in this studio any more.`;

/** The inputs that are there with the very bytes they were pinned with, by id and hash. */
const picturesOf = async ({ db, teamId }: StudioContext, { inputs }: Recipe) => {
  const ids = [...new Set(inputs.map(({ mediaId }) => mediaId))];
  if (ids.length === 0) return new Map<string, ReturnType<typeof toPicture>>();
  const rows = await db
    .select({ sha256: media.sha256, ...pictureColumns })
    .from(media)
    .where(and(eq(media.teamId, teamId), inArray(media.id, ids)));
  return new Map(rows.map(({ sha256, ...row }) => [`${row.mediaId} ${sha256}`, toPicture(row)]));
};

/** The version the pass began from: the job knows, else the first parent. Null for a picture made from nothing. */
const startOf = async (
  { db, teamId }: StudioContext,
  { id, jobId }: typeof versions.$inferSelect,
): Promise<string | null> => {
  if (jobId) {
    const [job] = await db
      .select({ versionId: jobs.versionId })
      .from(jobs)
      .where(and(eq(jobs.id, jobId), eq(jobs.teamId, teamId)));
    if (job?.versionId) return job.versionId;
  }
  const [parent] = await db
    .select({ id: versions.id })
    .from(versionParents)
    .innerJoin(versions, eq(versions.id, versionParents.parentId))
    .where(and(eq(versionParents.versionId, id), eq(versions.teamId, teamId)))
    .limit(1);
  return parent?.id ?? null;
};
