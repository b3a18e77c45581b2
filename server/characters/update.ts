import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { characters } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { mediaOf } from "@/server/media/media-of";
import { characterOrThrow } from "./access";
import { characterConflicts, characterFields } from "./create";

export const UpdateCharacter = z.object({
  characterId: idOf("character"),
  name: characterFields.name.optional(),
  code: characterFields.code,
  tier: characterFields.tier.optional(),
  description: characterFields.description.optional(),
  triggerWord: characterFields.triggerWord.optional(),
  heroMediaId: idOf("media").nullable().optional(),
  archived: z.boolean().optional(),
});
export type UpdateCharacter = z.input<typeof UpdateCharacter>;

/** Change what is named; the rest stays. Archiving keeps everything and gives the trigger word back. */
export async function updateCharacter(ctx: StudioContext, input: UpdateCharacter) {
  requireMay(ctx, "edit characters and environments");
  const { characterId, archived, ...values } = UpdateCharacter.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId } = await characterOrThrow(ctx, characterId);
    if (values.heroMediaId) await mediaOf(ctx, values.heroMediaId);
    const change = ctx.db
      .update(characters)
      .set({
        ...values,
        ...(archived === undefined ? {} : { archivedAt: archived ? sql`now()` : null }),
        updatedAt: sql`now()`,
        revision: sql`${characters.revision} + 1`,
      })
      .where(and(eq(characters.id, characterId), eq(characters.teamId, ctx.teamId)));
    await orConflict(change, characterConflicts);
    const verb =
      archived === undefined
        ? "changed the character"
        : archived
          ? "archived the character"
          : "brought back the character";
    await record(ctx, { verb, topic: "character", id: characterId, projectId, data: values });
    return { id: characterId };
  });
}
