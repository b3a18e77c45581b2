import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { packRows } from "@/contract/packed-rows";
import { angleIds } from "@/contract/profile/angles";
import type { ImageChecks } from "@/contract/profile/checks";
import { compareStates } from "@/contract/profile/compare";
import { loraName } from "@/contract/prompt/lora-name";
import { characters, media, packageImages, packages, users } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { pictureColumns } from "@/server/media/picture";
import { revisionOf } from "./revisions";

export const GetPackage = z.object({
  projectId: idOf("project"),
  /** The character's. */
  code: z.string().max(60),
  /** The outfit to show; without one, or with one that is not this character's, the first. */
  outfit: idOf("package").nullish().catch(null),
});

/** A character's outfits, and one of them with all its pictures: what the package screen draws. */
export async function getPackage(ctx: StudioContext, input: z.input<typeof GetPackage>) {
  requireMay(ctx, "see the studio");
  const { projectId, code, outfit } = GetPackage.parse(input);
  const [character] = await ctx.db
    .select()
    .from(characters)
    .where(and(eq(characters.teamId, ctx.teamId), eq(characters.projectId, projectId), eq(characters.code, code)));
  if (!character) throw new NotFoundError(`The character ${code}`);
  const outfits = await outfitsOf(ctx, character.id);
  const chosen = outfits.find(({ id }) => id === outfit) ?? outfits.find(({ archivedAt }) => !archivedAt) ?? outfits[0];
  const { id, name, triggerWord, heroMediaId, archivedAt, status } = character;
  return {
    character: { id, code, projectId, name, triggerWord, heroMediaId, archivedAt, status },
    outfits: outfits.map(({ id, name, status, archivedAt, filled }) => ({ id, name, status, archivedAt, filled })),
    outfit: chosen ? await outfitOf(ctx, character, chosen) : null,
  };
}

/** As `getPackage`, for the way to the browser: the pictures of an outfit are packed (`unpackRows`). */
export async function getPackedPackage(ctx: StudioContext, input: z.input<typeof GetPackage>) {
  const { outfit, ...answer } = await getPackage(ctx, input);
  return { ...answer, outfit: outfit && { ...outfit, images: packRows(outfit.images) } };
}

const outfitsOf = (ctx: StudioContext, characterId: string) =>
  ctx.db
    .select({
      row: packages,
      // Written out: one table in the from clause leaves columns without their table's name.
      filled: sql<number>`(select count(distinct i.slot)::int from package_images i where i.package_id = packages.id and i.removed_at is null and i.slot in (${sql.join(
        angleIds.map((angle) => sql`${angle}`),
        sql`, `,
      )}))`,
    })
    .from(packages)
    .where(and(eq(packages.teamId, ctx.teamId), eq(packages.characterId, characterId)))
    .orderBy(asc(packages.position), asc(packages.createdAt), asc(packages.id))
    .then((rows) => rows.map(({ row, filled }) => ({ ...row, filled })));

type Outfit = typeof packages.$inferSelect & { filled: number };

const outfitOf = async (ctx: StudioContext, character: { name: string; code: string }, row: Outfit) => {
  const [images, taken, approved] = await Promise.all([
    picturesOf(ctx, row.id),
    row.loraName ? [] : lorasOf(ctx, row),
    row.approvedRevision === null ? null : revisionOf(ctx, row.id, row.approvedRevision),
  ]);
  const { id, name, description, hair, props, status, archivedAt, revision, lastRevision, approvedRevision } = row;
  const state = images.map(({ picture, ...image }) => ({
    ...{ imageId: image.id, mediaId: picture.id, sha256: "" },
    ...{ slot: image.slot, keep: image.keep, lighting: image.lighting, expression: image.expression },
  }));
  return {
    ...{ id, name, description, hair, props, status, archivedAt, revision, lastRevision, approvedRevision },
    loraName: row.loraName,
    /** The generated name, for when none was chosen (E6). */
    suggestedLora: row.loraName ?? loraName(character, row.name, taken),
    /** Differences since the approved revision; 0 when none was approved. */
    changedSinceApproval: approved ? compareStates(approved.images, state).length : 0,
    images,
  };
};

const lorasOf = (ctx: StudioContext, { projectId, id }: Outfit) =>
  ctx.db
    .select({ name: packages.loraName })
    .from(packages)
    .where(
      and(
        eq(packages.teamId, ctx.teamId),
        eq(packages.projectId, projectId),
        isNull(packages.archivedAt),
        sql`${packages.id} <> ${id}`,
      ),
    )
    .then((rows) => rows.flatMap(({ name }) => name ?? []));

const picturesOf = async (ctx: StudioContext, packageId: string) => {
  const image = packageImages;
  const rows = await ctx.db
    .select({
      ...{ id: image.id, slot: image.slot, keep: image.keep, yaw: image.yaw, pitch: image.pitch },
      ...{ angleBy: image.angleBy, lighting: image.lighting, expression: image.expression },
      ...{ source: image.source, licence: image.licence, consent: image.consent, depicts: image.depicts },
      ...{ origin: image.origin, sourceMediaId: image.sourceMediaId, clipId: image.clipId, clipFrame: image.clipFrame },
      ...{ prompt: image.prompt, deviations: image.deviations, position: image.position },
      // The windows' hashes and embeddings weigh kilobytes and are only compared on the server.
      checks: sql<ImageChecks | null>`${image.checks} - 'windows' - 'mirror' #- '{face,embedding}'`,
      ...{ signedOffAt: image.signedOffAt, signedOffBy: users.name, name: media.name, ...pictureColumns },
    })
    .from(image)
    .innerJoin(media, eq(media.id, image.mediaId))
    .leftJoin(users, eq(users.id, image.signedOffBy))
    .where(and(eq(image.teamId, ctx.teamId), eq(image.packageId, packageId), isNull(image.removedAt)))
    .orderBy(asc(image.position), asc(image.createdAt), asc(image.id));
  return rows.map(({ mediaId, width, height, colour, ...row }) => ({
    ...row,
    picture: { id: mediaId, width, height, colour },
  }));
};
