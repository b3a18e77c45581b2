import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { longText } from "@/contract/names";
import { compareStates } from "@/contract/profile/compare";
import type { RevisionImage } from "@/contract/profile/package";
import { media, packageImages, packageRevisions, packages, users } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError, PreconditionError } from "@/server/errors";
import { pictureColumns } from "@/server/media/picture";
import { imagesOf, openPackage, type PackageRow, packageOrThrow, touched } from "./access";
import { restoreSignOffs, signOffsOf } from "./sign-offs";

/** `v001`: how a revision is called. */
export const revisionName = (number: number): string => `v${String(number).padStart(3, "0")}`;

/** The package's pictures as a revision would keep them now. */
export const stateOf = async (ctx: StudioContext, packageId: string): Promise<RevisionImage[]> => {
  const images = await imagesOf(ctx, packageId);
  const ids = [...new Set(images.map(({ mediaId }) => mediaId))];
  const rows = ids.length
    ? await ctx.db
        .select({ id: media.id, sha256: media.sha256 })
        .from(media)
        .where(and(eq(media.teamId, ctx.teamId), inArray(media.id, ids)))
    : [];
  const hashes = new Map(rows.map(({ id, sha256 }) => [id, sha256]));
  return images.map(
    ({ id: imageId, mediaId, slot, keep, lighting, expression, yaw, pitch, deviations, signedOffBy }) => ({
      ...{ imageId, mediaId, sha256: hashes.get(mediaId) ?? "", slot, keep, lighting, expression },
      ...{ yaw, pitch, deviations, signedOffBy },
    }),
  );
};

/** One revision by its number. */
export const revisionOf = async (ctx: StudioContext, packageId: string, number: number) => {
  const [row] = await ctx.db
    .select()
    .from(packageRevisions)
    .where(
      and(
        eq(packageRevisions.teamId, ctx.teamId),
        eq(packageRevisions.packageId, packageId),
        eq(packageRevisions.number, number),
      ),
    );
  if (!row) throw new NotFoundError(`The revision ${revisionName(number)}`);
  return row;
};

/** The newest revision there is. Its number may be below the package's last one: that was taken back. */
const newestOf = async (ctx: StudioContext, packageId: string) => {
  const [row] = await ctx.db
    .select()
    .from(packageRevisions)
    .where(and(eq(packageRevisions.teamId, ctx.teamId), eq(packageRevisions.packageId, packageId)))
    .orderBy(desc(packageRevisions.number))
    .limit(1);
  return row ?? null;
};

/** Keeps the state as the next revision unless it is the last one's. Ask under the package's lock. */
export const keepRevision = async (ctx: StudioContext, target: PackageRow, note: string) => {
  const images = await stateOf(ctx, target.id);
  const last = await newestOf(ctx, target.id);
  if (last && compareStates(last.images, images).length === 0) return { ...last, made: false };
  const number = target.lastRevision + 1;
  const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const row = {
    id: newId("packageRevision"),
    teamId: ctx.teamId,
    packageId: target.id,
    number,
    note,
    images,
    createdBy,
  };
  const [kept] = await ctx.db.insert(packageRevisions).values(row).returning();
  if (!kept) throw new Error("A revision was not kept");
  await ctx.db
    .update(packages)
    .set({ lastRevision: number })
    .where(and(eq(packages.id, target.id), eq(packages.teamId, ctx.teamId)));
  return { ...kept, made: true };
};

export const MakeRevision = z.object({ packageId: idOf("package"), note: longText("The note", 500).default("") });

/** Keep the package as it stands as `v001`, `v002`, … Numbers are never reused. Refuses when nothing changed since the last. */
export async function makeRevision(ctx: StudioContext, input: z.input<typeof MakeRevision>) {
  requireMay(ctx, "edit characters and environments");
  const { packageId, note } = MakeRevision.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const target = await openPackage(ctx, packageId);
    const { id, number, made } = await keepRevision(ctx, target, note);
    if (!made) throw new PreconditionError(`Nothing changed since ${revisionName(number)}: there is nothing to keep.`);
    await touched(ctx, target, "kept a revision", { number, note });
    return { id, number };
  });
}

export const ListRevisions = z.object({ packageId: idOf("package") });

/** The revisions of a package, newest first, with how many pictures each holds. */
export async function listRevisions(ctx: StudioContext, input: z.input<typeof ListRevisions>) {
  requireMay(ctx, "see the studio");
  const { packageId } = ListRevisions.parse(input);
  await packageOrThrow(ctx, packageId);
  return ctx.db
    .select({
      ...{ id: packageRevisions.id, number: packageRevisions.number, note: packageRevisions.note },
      pictures: sql<number>`jsonb_array_length(${packageRevisions.images})`,
      placed: sql<number>`(select count(*)::int from jsonb_array_elements(${packageRevisions.images}) one where one->>'slot' is not null)`,
      ...{ approvedAt: packageRevisions.approvedAt, createdAt: packageRevisions.createdAt, by: users.name },
    })
    .from(packageRevisions)
    .leftJoin(users, eq(users.id, packageRevisions.createdBy))
    .where(and(eq(packageRevisions.teamId, ctx.teamId), eq(packageRevisions.packageId, packageId)))
    .orderBy(desc(packageRevisions.number));
}

export const CompareRevisions = z.object({
  packageId: idOf("package"),
  before: z.number().int().min(1),
  /** Null: the package as it stands. */
  after: z.number().int().min(1).nullable(),
});

/** What differs between two revisions, or between one and now; with the pictures spoken of. */
export async function compareRevisions(ctx: StudioContext, input: z.input<typeof CompareRevisions>) {
  requireMay(ctx, "see the studio");
  const { packageId, before, after } = CompareRevisions.parse(input);
  await packageOrThrow(ctx, packageId);
  const [old, now] = await Promise.all([
    revisionOf(ctx, packageId, before).then(({ images }) => images),
    after === null ? stateOf(ctx, packageId) : revisionOf(ctx, packageId, after).then(({ images }) => images),
  ]);
  const differences = compareStates(old, now);
  const ids = [...new Set(differences.map(({ mediaId }) => mediaId))];
  const rows = ids.length
    ? await ctx.db
        .select({ ...pictureColumns, name: media.name })
        .from(media)
        .where(and(eq(media.teamId, ctx.teamId), inArray(media.id, ids)))
    : [];
  const pictures = rows.map(({ mediaId: id, width, height, colour, name }) => ({ id, width, height, colour, name }));
  return { differences, pictures };
}

export const RestoreRevision = z.object({
  packageId: idOf("package"),
  number: z.number().int().min(1),
  /** Taking an own restore back: sign-offs it ended come back with the pictures. */
  undo: z.boolean().default(false),
});

/**
 * Put the pictures of a revision back to their slots, words and verdicts, and keep that as a new revision. What came later
 * goes to the candidates; a state that no revision holds is kept as one first, so `before` given to
 * this verb with `undo` undoes it.
 */
export async function restoreRevision(ctx: StudioContext, input: z.input<typeof RestoreRevision>) {
  requireMay(ctx, "edit characters and environments");
  const { packageId, number, undo } = RestoreRevision.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const target = await openPackage(ctx, packageId);
    const wanted = await revisionOf(ctx, packageId, number);
    const safe = await keepRevision(ctx, target, `Before ${revisionName(number)} was restored`);
    const stood = await imagesOf(ctx, packageId);
    await putState(ctx, packageId, wanted.images);
    if (undo) await restoreSignOffs(ctx, target, wanted.images);
    const kept = await keepRevision(
      ctx,
      { ...target, lastRevision: Math.max(target.lastRevision, safe.number) },
      `Restored from ${revisionName(number)}`,
    );
    const moved = stood.filter(({ id, slot }) => wanted.images.find(({ imageId }) => imageId === id)?.slot !== slot);
    await touched(ctx, target, "restored a revision", {
      ...{ number, as: kept.number, endedSignOffs: signOffsOf(moved) },
    });
    return { number: kept.number, before: safe.number };
  });
}

const putState = async (ctx: StudioContext, packageId: string, images: readonly RevisionImage[]): Promise<void> => {
  const ofPackage = and(eq(packageImages.teamId, ctx.teamId), eq(packageImages.packageId, packageId));
  const bump = { updatedAt: sql`now()`, revision: sql`${packageImages.revision} + 1` };
  // A sign-off was for the place: it stays with a picture that the revision leaves there, and ends with the move of another.
  const staying = images.flatMap(({ imageId, slot }) =>
    slot === null ? [] : [sql`(${imageId}::text, ${slot}::text)`],
  );
  const stays =
    staying.length > 0
      ? sql`(${packageImages.id}, ${packageImages.slot}) in (${sql.join(staying, sql`, `)})`
      : sql`false`;
  await ctx.db
    .update(packageImages)
    .set({
      slot: null,
      signedOffBy: sql`case when ${stays} then ${packageImages.signedOffBy} end`,
      signedOffAt: sql`case when ${stays} then ${packageImages.signedOffAt} end`,
      ...bump,
    })
    .where(ofPackage);
  for (const { imageId, slot, keep, lighting, expression, yaw, pitch, deviations } of images)
    await ctx.db
      .update(packageImages)
      .set({
        ...{ slot, keep, lighting, expression, removedAt: null },
        ...(yaw === undefined ? {} : { yaw, pitch: pitch ?? null }),
        ...(deviations === undefined ? {} : { deviations }),
      })
      .where(and(ofPackage, eq(packageImages.id, imageId)));
};
