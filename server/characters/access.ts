import { and, eq } from "drizzle-orm";
import { characters } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError, PreconditionError } from "@/server/errors";

type Character = typeof characters.$inferSelect;

/** The team's character, or not found. With `lock` nobody else changes it until the transaction ends. */
export async function characterOrThrow(ctx: StudioContext, characterId: string, { lock = false } = {}) {
  const query = ctx.db
    .select()
    .from(characters)
    .where(and(eq(characters.id, characterId), eq(characters.teamId, ctx.teamId)));
  const [character] = await (lock ? query.for("update") : query);
  if (!character) throw new NotFoundError("The character");
  return character;
}

/** Refuses whatever would change a locked character, its outfits or their pictures. */
export const refuseLocked = ({ name, status }: Pick<Character, "name" | "status">): void => {
  if (status === "locked")
    throw new PreconditionError(
      `${name} is locked and keeps as approved. A supervisor can unlock the character first; nothing was changed.`,
    );
};
