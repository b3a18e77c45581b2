import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { activity, nodes, users } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { characterOrThrow } from "./access";

export const CharacterHistory = z.object({
  characterId: idOf("character"),
  /** The id of the last row one has: the page after it. */
  cursor: z.number().int().nullish(),
  limit: z.number().int().min(1).max(100).default(50),
});

export type FieldChange = { field: string; before: unknown; after: unknown };

/** Who did what to a character and its outfits, newest first, field by field: before → after. */
export async function characterHistory(ctx: StudioContext, input: z.input<typeof CharacterHistory>) {
  requireMay(ctx, "see the studio");
  const { characterId, cursor, limit } = CharacterHistory.parse(input);
  await characterOrThrow(ctx, characterId);
  const rows = await ctx.db
    .select({ row: activity, user: users.name, node: nodes.name })
    .from(activity)
    .leftJoin(users, eq(users.id, activity.actorId))
    .leftJoin(nodes, eq(nodes.id, activity.actorId))
    .where(
      and(
        eq(activity.teamId, ctx.teamId),
        eq(activity.subjectId, characterId),
        cursor == null ? undefined : lt(activity.id, cursor),
      ),
    )
    .orderBy(desc(activity.id))
    .limit(limit);
  return rows.map(({ row, user, node }) => ({
    id: row.id,
    at: row.at,
    verb: row.verb,
    mine: row.actorId === ctx.actor.id,
    who: user ?? node ?? (row.actorKind === "system" ? "Backlot" : "Somebody who left"),
    changes: changesOf(row.data),
  }));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The fields of a row that was written with what they were before. */
const changesOf = (data: Record<string, unknown>): FieldChange[] => {
  const { before, after } = data;
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.keys(after).map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
};
