import { and, eq } from "drizzle-orm";
import { characters } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";

export async function characterOrThrow(ctx: StudioContext, characterId: string) {
  const [character] = await ctx.db
    .select()
    .from(characters)
    .where(and(eq(characters.id, characterId), eq(characters.teamId, ctx.teamId)));
  if (!character) throw new NotFoundError("The character");
  return character;
}
