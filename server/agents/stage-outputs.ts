import { and, eq, inArray } from "drizzle-orm";
import type { JobResult } from "@/contract/agent-api";
import { newId } from "@/contract/ids";
import { findPass } from "@/contract/passes/catalogue";
import type { AnyPass, OutputSlot } from "@/contract/passes/define";
import { frames, jobOutputs, media, nodes, versionParents, versions } from "@/db/schema";
import { announce, type StudioContext } from "@/server/context";
import { BadInputError } from "@/server/errors";
import type { Job } from "@/server/queue/states";

type Output = JobResult["outputs"][number] & { kind: OutputSlot["kind"]; position: number };

/** Keep every output of a pass with its job, in the order they came. BadInputError when the result breaks its promise. */
export async function keepOutputs(ctx: StudioContext, job: Job, result: JobResult): Promise<Output[]> {
  if (result.rough && !job.roughAllowed)
    throw new BadInputError(
      `“${job.title}” asked for the full pass, the node did the rough version. Nothing was kept.`,
    );
  const outputs = checkOutputs(findPass(job.pass), job, result);
  await requireMedia(ctx, outputs);
  if (outputs.length > 0)
    await ctx.db
      .insert(jobOutputs)
      .values(outputs.map((output) => ({ ...output, jobId: job.id, attemptId: job.leaseId ?? "" })));
  return outputs;
}

/**
 * Keep what a pass made: every output with the job, pictures and maps also as staged versions of the job's frame with
 * all that made them (A81). Runs inside the completing transaction; BadInputError when the result breaks its promise.
 */
export async function stageOutputs(ctx: StudioContext, job: Job, result: JobResult): Promise<void> {
  const outputs = await keepOutputs(ctx, job, result);
  const pictures = outputs.filter(({ kind }) => kind === "picture" || kind === "map");
  if (job.frameId && pictures.length > 0) await stageVersions(ctx, job, job.frameId, result, pictures);
}

/** Every declared slot filled, none invented, one file where one is promised. */
function checkOutputs(pass: AnyPass | undefined, job: Job, result: JobResult): Output[] {
  if (!pass) throw new BadInputError(`This studio does not know the pass ${job.pass}.`);
  const counts = new Map<string, number>();
  const outputs = result.outputs.map((output) => {
    const slot = pass.outputs[output.slot];
    if (!slot) throw new BadInputError(`${pass.title} has no output “${output.slot}”.`);
    const position = counts.get(output.slot) ?? 0;
    if (position > 0 && !slot.many) throw new BadInputError(`${pass.title} returned “${output.slot}” more than once.`);
    counts.set(output.slot, position + 1);
    return { ...output, kind: slot.kind, position };
  });
  for (const [name, slot] of Object.entries(pass.outputs))
    if (!slot.optional && slot.kind !== "debug" && !counts.has(name))
      throw new BadInputError(`${pass.title} returned nothing for “${name}”. Nothing was kept.`);
  return outputs;
}

const isOfKind = (kind: OutputSlot["kind"], mime: string): boolean =>
  mime.startsWith(kind === "clip" ? "video/" : kind === "mesh" ? "model/" : "image/");

async function requireMedia({ db, teamId }: StudioContext, outputs: readonly Output[]): Promise<void> {
  const ids = [...new Set(outputs.map(({ mediaId }) => mediaId))];
  if (ids.length === 0) return;
  const known = await db
    .select({ id: media.id, mime: media.mime, name: media.name })
    .from(media)
    .where(and(inArray(media.id, ids), eq(media.teamId, teamId)));
  const files = new Map(known.map((row) => [row.id, row]));
  for (const { kind, slot, mediaId } of outputs) {
    const file = files.get(mediaId);
    if (file && !isOfKind(kind, file.mime))
      throw new BadInputError(
        `The result “${slot}” is to be a ${kind}, and ${file.name} is ${file.mime}. Nothing was kept.`,
      );
  }
  if (known.length !== ids.length)
    throw new BadInputError("A result names a picture that was not uploaded. Upload it, then complete again.");
}

async function stageVersions(
  ctx: StudioContext,
  job: Job,
  frameId: string,
  result: JobResult,
  outputs: readonly Output[],
): Promise<void> {
  const mine = and(eq(frames.id, frameId), eq(frames.teamId, ctx.teamId));
  const [frame] = await ctx.db.select({ id: frames.id }).from(frames).where(mine).for("key share");
  // Deleted while the node worked: the result stays with the job.
  if (!frame) return;
  const [node] = await ctx.db.select({ name: nodes.name }).from(nodes).where(eq(nodes.id, ctx.actor.id));
  const pass = findPass(job.pass);
  const staged = outputs.map((output) => ({
    id: newId("version"),
    teamId: ctx.teamId,
    projectId: job.projectId,
    frameId,
    state: "staged" as const,
    kind: output.kind === "map" ? ("map" as const) : ("picture" as const),
    origin: "pass" as const,
    title: output.label ? `${pass?.title ?? job.pass}: ${output.label}` : (pass?.title ?? job.pass),
    mediaId: output.mediaId,
    jobId: job.id,
    slot: output.slot,
    recipe: job.recipe,
    seed: job.recipe.seed,
    nodeId: ctx.actor.id,
    nodeName: node?.name ?? ctx.actor.name,
    engine: result.engine,
    algorithm: result.algorithm,
    rough: result.rough,
    warnings: result.warnings,
    facts: result.facts,
    createdBy: job.createdBy,
  }));
  await ctx.db.insert(versions).values(staged);
  const parents = await parentsOf(ctx, job, frameId);
  if (parents.length > 0)
    await ctx.db
      .insert(versionParents)
      .values(staged.flatMap(({ id }) => parents.map((parent) => ({ versionId: id, ...parent }))));
  announce(ctx, ...staged.map(({ id }) => ({ topic: "version" as const, id, projectId: job.projectId })), {
    topic: "frame",
    id: frameId,
    projectId: job.projectId,
  });
}

/** The version the pass started from, and versions of the same frame whose pictures went into other slots. */
async function parentsOf(ctx: StudioContext, job: Job, frameId: string): Promise<{ parentId: string; slot: string }[]> {
  const others = job.recipe.inputs.map(({ mediaId }) => mediaId);
  const candidates = await ctx.db
    .select({ id: versions.id, mediaId: versions.mediaId })
    .from(versions)
    .where(
      and(eq(versions.teamId, ctx.teamId), eq(versions.frameId, frameId), inArray(versions.mediaId, [...others, ""])),
    )
    .orderBy(versions.createdAt);
  const start = job.versionId ? await existing(ctx, job.versionId) : undefined;
  const slots = new Map<string, string>();
  if (start) slots.set(start, "image");
  for (const { slot, mediaId } of job.recipe.inputs) {
    if (slot === "image" && start) continue;
    const version = candidates.findLast((candidate) => candidate.mediaId === mediaId);
    if (version && !slots.has(version.id)) slots.set(version.id, slot);
  }
  return [...slots].map(([parentId, slot]) => ({ parentId, slot }));
}

async function existing({ db, teamId }: StudioContext, versionId: string): Promise<string | undefined> {
  const [version] = await db
    .select({ id: versions.id })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.teamId, teamId)));
  return version?.id;
}
