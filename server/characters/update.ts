import { isDeepStrictEqual } from "node:util";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { characters } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import { characterOrThrow, refuseLocked } from "./access";
import { characterConflicts } from "./create";
import { characterFields } from "./fields";

const Values = z.object({ ...characterFields, heroMediaId: idOf("media").nullable() }).partial();

export const UpdateCharacter = z.object({
  characterId: idOf("character"),
  ...Values.shape,
  archived: z.boolean().optional(),
  /** The values the person saw before they typed. A field that is another by now is a conflict, and nothing is written. */
  saw: Values.optional(),
});
export type UpdateCharacter = z.input<typeof UpdateCharacter>;
type Row = typeof characters.$inferSelect;
type Values = z.output<typeof Values>;

/**
 * Change what is named; the rest stays, and parts of the prompt that are not named stay too. Archiving keeps everything
 * and gives the trigger word back. The activity row keeps each field before and after.
 */
export async function updateCharacter(ctx: StudioContext, input: UpdateCharacter) {
  requireMay(ctx, "edit characters and environments");
  const { characterId, archived, saw, ...values } = UpdateCharacter.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const row = await characterOrThrow(ctx, characterId, { lock: true });
    refuseLocked(row);
    if (values.heroMediaId) await mediaOf(ctx, values.heroMediaId);
    if (saw) refuseUnseen(row, values, saw);
    const change = changeOf(row, values);
    if (archived !== undefined && archived !== (row.archivedAt !== null)) {
      change.before.archived = !archived;
      change.after.archived = archived;
    }
    if (Object.keys(change.after).length === 0) return { id: characterId };
    const update = ctx.db
      .update(characters)
      .set({
        ...change.set,
        ...(archived === undefined ? {} : { archivedAt: archived ? sql`now()` : null }),
        updatedAt: sql`now()`,
        revision: sql`${characters.revision} + 1`,
      })
      .where(and(eq(characters.id, characterId), eq(characters.teamId, ctx.teamId)));
    await orConflict(update, characterConflicts);
    const verb =
      change.after.archived === undefined
        ? "changed the character"
        : archived
          ? "archived the character"
          : "brought back the character";
    const data = { before: change.before, after: change.after };
    await record(ctx, { verb, topic: "character", id: characterId, projectId: row.projectId, data });
    return { id: characterId };
  });
}

const fieldsOf = (values: Values) => Object.keys(values) as (keyof Values)[];

/** What is really another: for the row, and for the history, where each part of the prompt is a field of its own. */
const changeOf = (row: Row, values: Values) => {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  const set: Record<string, unknown> = {};
  for (const field of fieldsOf(values)) {
    if (field === "fragments" || values[field] === undefined || isDeepStrictEqual(values[field], row[field])) continue;
    before[field] = row[field];
    after[field] = values[field];
    set[field] = values[field];
  }
  for (const [slot, text] of Object.entries(values.fragments ?? {})) {
    const was = row.fragments[slot as keyof Row["fragments"]] ?? "";
    if (text === undefined || text === was) continue;
    before[`fragments.${slot}`] = was;
    after[`fragments.${slot}`] = text;
    set.fragments = { ...row.fragments, ...values.fragments };
  }
  return { before, after, set };
};

/** Two people at one field: the later is told, and keeps their own words to decide with. */
const refuseUnseen = (row: Row, values: Values, saw: Values): void => {
  for (const field of fieldsOf(values)) {
    if (field === "fragments") {
      for (const [slot, mine] of Object.entries(values.fragments ?? {})) {
        const now = row.fragments[slot as keyof Row["fragments"]] ?? "";
        const seen = saw.fragments?.[slot as keyof Row["fragments"]];
        if (seen !== undefined && now !== seen && now !== mine) throw conflict(`fragments.${slot}`, slot, now);
      }
    } else if (saw[field] !== undefined && !isDeepStrictEqual(row[field], saw[field])) {
      if (!isDeepStrictEqual(row[field], values[field])) throw conflict(field, field, row[field]);
    }
  }
};

const words: Record<string, string> = {
  mustHave: "must-haves",
  mustNot: "must-nots",
  dos: "dos",
  donts: "don'ts",
  heightCm: "height",
  triggerWord: "trigger word",
  promptName: "name in the prompt",
  nameInPrompt: "name in the prompt",
  heroMediaId: "main picture",
  tier: "tier",
};

const conflict = (field: string, name: string, now: unknown) => {
  const text =
    typeof now === "string"
      ? now
      : Array.isArray(now) && now.every((one) => typeof one === "string")
        ? now.join(", ")
        : "";
  const theirs = text === "" ? "" : ` It now says: “${text.length > 200 ? `${text.slice(0, 200)}…` : text}”.`;
  return new ConflictError(
    `Somebody else changed the ${words[name] ?? name} while you were at it.${theirs} Yours was not written: compare, then save again.`,
    field,
  );
};
