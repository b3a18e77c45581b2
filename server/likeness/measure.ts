import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { readFaces as pass } from "@/contract/passes/faces/read-faces";
import { isOutdated } from "@/contract/profile/measured-against";
import { faceReadings, frames, jobs, media, packageImages, sequences, shotCast, shots, versions } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError, PreconditionError } from "@/server/errors";
import { faceReaders } from "@/server/nodes/face-readers";
import { packageOrThrow } from "@/server/profiles/access";
import { queueFaceReading } from "@/server/profiles/read-faces";
import { packagesOf } from "@/server/profiles/references";
import { standingOf } from "@/server/profiles/standing";
import { projectOrThrow } from "@/server/projects/access";
import { enqueue } from "@/server/queue/enqueue";
import { shotOrThrow } from "@/server/script/access";
import { versionOrThrow } from "@/server/storyboard/access";
import { rematch } from "./keep-faces";

/** Versions of one job: short enough that somebody's own work need not wait long behind it. */
const perJob = 16;
/** Versions asked for at once; the rest is asked for with the next call. */
const mostAtOnce = 2_000;

export const MeasureLikeness = z.object({
  of: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("version"), versionId: idOf("version") }),
    z.object({ kind: z.literal("shot"), shotId: idOf("shot") }),
    z.object({ kind: z.literal("sequence"), sequenceId: idOf("sequence") }),
    /** Every shown version of the project that was never read, not since it is shown, or beside another package. */
    z.object({ kind: z.literal("stale"), projectId: idOf("project") }),
  ]),
});
type Of = z.infer<typeof MeasureLikeness>["of"];

/**
 * Measure the likeness of what shots show: faces read by a node, then matched with the cast. What was read already is
 * matched anew at once. PreconditionError says what a node lacks when nothing can be read, or that nobody is cast.
 */
export async function measureLikeness(ctx: StudioContext, input: z.input<typeof MeasureLikeness>) {
  requireMay(ctx, "queue passes");
  const { of } = MeasureLikeness.parse(input);
  const projectId = await projectOf(ctx, of);
  return withTransaction(ctx, async (ctx) => {
    const wanted = await versionsOf(ctx, of, projectId);
    if (wanted.length === 0 && of.kind !== "stale")
      throw new PreconditionError(
        of.kind === "sequence"
          ? "No shot of this sequence both casts somebody and shows a picture: cast its characters first."
          : "This shot casts nobody: add its characters to the cast, then measure.",
      );
    const readers = await faceReaders(ctx);
    const waiting = await beingRead(ctx, projectId);
    const unread = wanted.filter(({ model, read }) => !read || (readers.scores && model === null));
    const old = of.kind === "stale" ? await outdated(ctx, projectId) : [];
    const read = of.kind === "stale" ? old : wanted.filter((one) => !unread.includes(one));
    const fresh = unread.filter(({ versionId }) => !waiting.has(versionId));
    if (fresh.length > 0 && !readers.ready && read.length === 0)
      throw new PreconditionError(`No node can read faces. ${readers.lacks.join(" ")}`);
    const matched = await rematch(
      ctx,
      read.map(({ versionId }) => versionId),
    );
    const jobIds = readers.ready ? await queue(ctx, of, projectId, fresh) : [];
    const characterIds = [...new Set(wanted.flatMap(({ cast }) => cast))];
    if (readers.ready) await readReferences(ctx, characterIds, readers.scores);
    if (jobIds.length > 0)
      await record(ctx, {
        ...{ verb: "likeness.measure", topic: "project", id: projectId, projectId },
        data: { versions: fresh.length, of: of.kind },
      });
    return { jobIds, queued: fresh.length, waiting: unread.length - fresh.length, matched, lacks: readers.lacks };
  });
}

const projectOf = async (ctx: StudioContext, of: Of): Promise<string> => {
  if (of.kind === "version") return (await versionOrThrow(ctx, of.versionId)).projectId;
  if (of.kind === "shot") return (await shotOrThrow(ctx, of.shotId)).projectId;
  if (of.kind === "stale") return (await projectOrThrow(ctx, of.projectId)).id;
  const [sequence] = await ctx.db
    .select({ projectId: sequences.projectId })
    .from(sequences)
    .where(and(eq(sequences.id, of.sequenceId), eq(sequences.teamId, ctx.teamId)));
  if (!sequence) throw new NotFoundError("The sequence");
  return sequence.projectId;
};

/** Shown versions of the project that were measured beside another package than the one that stands now. */
const outdated = async (ctx: StudioContext, projectId: string): Promise<{ versionId: string }[]> => {
  const rows = await ctx.db
    .select({ versionId: faceReadings.versionId, against: faceReadings.against })
    .from(faceReadings)
    .innerJoin(frames, eq(frames.currentVersionId, faceReadings.versionId))
    .innerJoin(shots, eq(shots.id, frames.shotId))
    .where(
      and(
        ...[eq(faceReadings.teamId, ctx.teamId), eq(frames.projectId, projectId)],
        ...[isNull(frames.archivedAt), isNull(shots.archivedAt)],
      ),
    );
  const ids = [...new Set(rows.flatMap(({ against }) => Object.keys(against ?? {})))];
  const standing = await standingOf(ctx, ids);
  return rows
    .filter(({ against }) => Object.entries(against ?? {}).some(([id, was]) => isOutdated(was, standing[id])))
    .slice(0, mostAtOnce);
};

type Wanted = {
  versionId: string;
  mediaId: string;
  sha256: string;
  shot: string;
  cast: string[];
  read: boolean;
  model: string | null;
};

/** The versions meant, of shots that cast somebody: those that are shown, or the one that was named. */
const versionsOf = async (ctx: StudioContext, of: Of, projectId: string): Promise<Wanted[]> => {
  const shown = of.kind === "version" ? eq(versions.id, of.versionId) : eq(versions.id, frames.currentVersionId);
  const which =
    of.kind === "shot"
      ? eq(shots.id, of.shotId)
      : of.kind === "sequence"
        ? eq(shots.sequenceId, of.sequenceId)
        : of.kind === "stale"
          ? isNull(faceReadings.id)
          : undefined;
  const rows = await ctx.db
    .select({
      ...{ versionId: versions.id, mediaId: versions.mediaId, sha256: media.sha256, shot: shots.code },
      ...{ characterId: shotCast.characterId, reading: faceReadings.id, model: faceReadings.model },
    })
    .from(versions)
    .innerJoin(frames, eq(frames.id, versions.frameId))
    .innerJoin(shots, eq(shots.id, frames.shotId))
    .innerJoin(shotCast, eq(shotCast.shotId, shots.id))
    .innerJoin(media, eq(media.id, versions.mediaId))
    .leftJoin(faceReadings, eq(faceReadings.versionId, versions.id))
    .where(
      and(
        ...[eq(versions.teamId, ctx.teamId), eq(versions.projectId, projectId), shown, which],
        of.kind === "version" ? undefined : and(isNull(frames.archivedAt), isNull(shots.archivedAt)),
      ),
    )
    .orderBy(asc(shots.position), asc(frames.position), asc(versions.id))
    .limit(mostAtOnce * 4);
  const found = new Map<string, Wanted>();
  for (const { versionId, mediaId, sha256, shot, characterId, reading, model } of rows) {
    const one = found.get(versionId) ?? { versionId, mediaId, sha256, shot, cast: [], read: reading !== null, model };
    one.cast.push(characterId);
    found.set(versionId, one);
  }
  return [...found.values()].slice(0, mostAtOnce);
};

const queue = async (ctx: StudioContext, of: Of, projectId: string, all: readonly Wanted[]): Promise<string[]> => {
  const queued: string[] = [];
  // A picture of several people is searched thoroughly, which takes longer: it does not hold up the others.
  for (const search of ["auto", "all"] as const) {
    const group = all.filter(({ cast }) => cast.length > 1 === (search === "all"));
    for (let from = 0; from < group.length; from += perJob) {
      const part = group.slice(from, from + perJob);
      const params = pass.params.parse({
        search,
        of: { kind: "versions", versionIds: part.map(({ versionId }) => versionId) },
      });
      const what = part.length === 1 ? part[0]?.shot : `${part.length} versions from ${part[0]?.shot}`;
      const job = await enqueue(ctx, {
        title: `${pass.title} · ${what}`,
        ...{ projectId, frameId: null, versionId: null, subjectId: projectId },
        recipe: {
          ...{ format: 1, pass: pass.id, passVersion: pass.version, params, seed: null, mask: null },
          inputs: part.map(({ mediaId, sha256 }) => ({ slot: "picture", mediaId, sha256 })),
        },
        ...{ needs: pass.needs(params), roughAllowed: false },
        band: of.kind === "version" || of.kind === "shot" ? 1 : 0,
      });
      queued.push(job.id);
    }
  }
  return queued;
};

/** Versions whose reading is in line or running. */
export const beingRead = async (ctx: StudioContext, projectId: string): Promise<Set<string>> => {
  const rows = await ctx.db
    .select({ recipe: jobs.recipe })
    .from(jobs)
    .where(
      and(
        ...[eq(jobs.teamId, ctx.teamId), eq(jobs.subjectId, projectId), eq(jobs.pass, pass.id)],
        inArray(jobs.state, ["ready", "delayed", "leased"]),
      ),
    );
  return new Set(
    rows.flatMap(({ recipe }) => {
      const of = pass.params.safeParse(recipe.params).data?.of;
      return of?.kind === "versions" ? of.versionIds : [];
    }),
  );
};

/** A face is laid beside pictures whose angle is known: those of the cast that no node has read are read, too. */
const readReferences = async (ctx: StudioContext, characterIds: readonly string[], scores: boolean): Promise<void> => {
  for (const { id } of await packagesOf(ctx, characterIds)) {
    const [target, images, waiting] = await Promise.all([
      packageOrThrow(ctx, id),
      ctx.db
        .select()
        .from(packageImages)
        .where(
          and(
            ...[eq(packageImages.teamId, ctx.teamId), eq(packageImages.packageId, id)],
            isNull(packageImages.removedAt),
          ),
        ),
      ctx.db.$count(
        jobs,
        and(
          ...[eq(jobs.teamId, ctx.teamId), eq(jobs.subjectId, id), eq(jobs.pass, pass.id)],
          inArray(jobs.state, ["ready", "delayed", "leased"]),
        ),
      ),
    ]);
    const unread = images.filter(
      ({ checks, keep, slot }) =>
        (keep !== false || slot !== null) && (!checks?.reading || (scores && checks.reading.model === null)),
    );
    if (waiting === 0)
      await queueFaceReading(
        ctx,
        target,
        unread.map(({ id, mediaId }) => ({ id, mediaId, autoPlace: false })),
      );
  }
};
