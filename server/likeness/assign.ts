import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { matchTo } from "@/contract/profile/likeness";
import { characters, faceReadings, frames, shotCast, shots, versionFaces, versions } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, NotFoundError } from "@/server/errors";
import { referencesOf } from "@/server/profiles/references";
import { isByHand, rematch } from "./keep-faces";

export const AssignFace = z.object({
  faceId: idOf("face"),
  /** Whose face it is; null says that it is nobody's of the cast. */
  characterId: idOf("character").nullable(),
  /** False gives the face back to be matched by itself; `characterId` is then not read. */
  byHand: z.boolean().default(true),
});

/** Say whose face it is, by hand; a measuring keeps it. `before` given to this verb undoes it. */
export async function assignFace(ctx: StudioContext, input: z.input<typeof AssignFace>) {
  requireMay(ctx, "edit shots");
  const { faceId, characterId, byHand } = AssignFace.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .select({
        face: versionFaces,
        shotId: frames.shotId,
        frameId: frames.id,
        shot: shots.code,
        projectId: shots.projectId,
      })
      .from(versionFaces)
      .innerJoin(versions, eq(versions.id, versionFaces.versionId))
      .innerJoin(frames, eq(frames.id, versions.frameId))
      .innerJoin(shots, eq(shots.id, frames.shotId))
      .where(and(eq(versionFaces.id, faceId), eq(versionFaces.teamId, ctx.teamId)))
      .for("update", { of: versionFaces });
    if (!row) throw new NotFoundError("The face");
    const { face, shotId, shot, projectId, frameId } = row;
    const before = { faceId, characterId: face.characterId, byHand: isByHand(face) };
    if (!byHand) {
      await set(ctx, faceId, { assignedBy: null, characterId: null });
      await rematch(ctx, [face.versionId]);
    } else {
      if (characterId) await requireCast(ctx, shotId, shot, characterId);
      const references = characterId ? await referencesOf(ctx, [characterId], await modelOf(ctx, face.versionId)) : [];
      const matched = characterId
        ? matchTo(face.face, characterId, references)
        : { characterId: null, nearestImageId: null, angleApart: null, score: null };
      // A character has one face in a picture: who held it by hand or by itself lets it go.
      if (characterId) await letGo(ctx, face.versionId, characterId);
      await set(ctx, faceId, { ...matched, assignedBy: ctx.actor.id });
    }
    await record(
      ctx,
      {
        ...{ verb: "likeness.assign", topic: "version", id: face.versionId, projectId },
        data: { faceId, characterId: byHand ? characterId : null },
      },
      [{ topic: "frame", id: frameId, projectId }],
    );
    return { before };
  });
}

const set = (ctx: StudioContext, faceId: string, values: Partial<typeof versionFaces.$inferInsert>) =>
  ctx.db
    .update(versionFaces)
    .set(values)
    .where(and(eq(versionFaces.id, faceId), eq(versionFaces.teamId, ctx.teamId)));

const letGo = (ctx: StudioContext, versionId: string, characterId: string) =>
  ctx.db
    .update(versionFaces)
    .set({ characterId: null, assignedBy: null, nearestImageId: null, angleApart: null, score: null, model: null })
    .where(
      and(
        eq(versionFaces.teamId, ctx.teamId),
        eq(versionFaces.versionId, versionId),
        inArray(versionFaces.characterId, [characterId]),
      ),
    );

const modelOf = async (ctx: StudioContext, versionId: string): Promise<string | null> => {
  const [reading] = await ctx.db
    .select({ model: faceReadings.model })
    .from(faceReadings)
    .where(and(eq(faceReadings.teamId, ctx.teamId), eq(faceReadings.versionId, versionId)));
  return reading?.model ?? null;
};

const requireCast = async (ctx: StudioContext, shotId: string, shot: string, characterId: string): Promise<void> => {
  const [character] = await ctx.db
    .select({ name: characters.name })
    .from(characters)
    .where(and(eq(characters.id, characterId), eq(characters.teamId, ctx.teamId)));
  if (!character) throw new NotFoundError("The character");
  const cast = await ctx.db.$count(
    shotCast,
    and(eq(shotCast.shotId, shotId), eq(shotCast.characterId, characterId), eq(shotCast.teamId, ctx.teamId)),
  );
  if (cast === 0)
    throw new BadInputError(
      `${shot} does not cast ${character.name}: add ${character.name} to its cast first, then say whose face it is.`,
      "characterId",
    );
};
