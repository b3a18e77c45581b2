import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { displayName } from "@/contract/names";
import { clips } from "@/db/schema";
import { characterOrThrow } from "@/server/characters/access";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { isFilm } from "@/server/media/film";
import { fileOf } from "@/server/media/media-of";
import { projectOrThrow } from "@/server/projects/access";
import { clipTouched } from "./access";
import { queueReading } from "./queue-reading";

export const AddClip = z.object({
  projectId: idOf("project"),
  /** Whose pictures it is for. */
  characterId: idOf("character").nullable().default(null),
  mediaId: idOf("media"),
  /** As people call it; the file's name by default. */
  name: displayName("The clip's name").optional(),
});

/** Take a film in as a clip and have a node read it. The same film for the same character is the same clip. */
export async function addClip(ctx: StudioContext, input: z.input<typeof AddClip>) {
  requireMay(ctx, "edit characters and environments");
  const { projectId, characterId, mediaId, name } = AddClip.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const film = await fileOf(ctx, mediaId);
    if (!isFilm(film)) throw new BadInputError(`${film.name} is a picture, not a film. Add it as a picture instead.`);
    if (characterId) {
      const character = await characterOrThrow(ctx, characterId);
      if (character.projectId !== projectId) throw new BadInputError("The character belongs to another project.");
    }
    // Two people who bring the same film at once get one clip.
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${projectId} ${mediaId}`}, 0))`);
    const [known] = await ctx.db
      .select({ id: clips.id })
      .from(clips)
      .where(
        and(
          ...[eq(clips.teamId, ctx.teamId), eq(clips.projectId, projectId), eq(clips.mediaId, mediaId)],
          ...[characterId ? eq(clips.characterId, characterId) : isNull(clips.characterId), isNull(clips.removedAt)],
        ),
      );
    if (known) return { id: known.id, known: true };
    const [made] = await ctx.db
      .insert(clips)
      .values({
        ...{ id: newId("clip"), teamId: ctx.teamId, projectId, characterId, mediaId, name: name ?? film.name },
        createdBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
      })
      .returning();
    if (!made) throw new Error("insert into clips returned no row");
    await clipTouched(ctx, made, "added a clip");
    await queueReading(ctx, made);
    return { id: made.id, known: false };
  });
}
