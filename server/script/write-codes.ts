import { and, eq, ne, sql } from "drizzle-orm";
import { shots } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import type { StudioContext } from "@/server/context";
import { ConflictError } from "@/server/errors";
import { isOneOf } from "@/server/is-one-of";

/**
 * Give locked shots new codes, which may be each other's. Two shots never share one: who holds a wanted code is named,
 * and nothing is changed. Only inside withTransaction.
 */
export async function writeCodes(
  ctx: StudioContext,
  projectId: string,
  changes: readonly { id: string; code: string }[],
): Promise<void> {
  if (changes.length === 0) return;
  const wanted = changes.map(({ code }) => code);
  const twice = wanted.find((code, at) => wanted.indexOf(code) !== at);
  if (twice) throw new ConflictError(`Two shots would have the code ${twice}. Nothing was changed.`, "code");
  await refuseTaken(ctx, projectId, changes);
  const ids = changes.map(({ id }) => id);
  // First out of each other's way: the unique index is checked row by row, and a swap meets itself.
  await ctx.db
    .update(shots)
    .set({ code: sql`'~' || ${shots.id}` })
    .where(and(eq(shots.teamId, ctx.teamId), isOneOf(shots.id, ids)));
  const rows = JSON.stringify(changes.map(({ id, code }) => ({ id, code })));
  const write = ctx.db.execute(sql`
    update shots set code = wanted.code, updated_at = now(), revision = shots.revision + 1
    from jsonb_to_recordset(${rows}::jsonb) as wanted(id text, code text)
    where shots.id = wanted.id and shots.team_id = ${ctx.teamId}`);
  await orConflict(Promise.resolve(write), {
    shots_project_code: ["Somebody took one of these codes just now. Nothing was changed: look again.", "code"],
  });
}

const refuseTaken = async (
  ctx: StudioContext,
  projectId: string,
  changes: readonly { id: string; code: string }[],
): Promise<void> => {
  const wanted = new Set(changes.map(({ code }) => code));
  const ours = new Set(changes.map(({ id }) => id));
  const rows = await ctx.db
    .select({ id: shots.id, code: shots.code, archivedAt: shots.archivedAt })
    .from(shots)
    .where(and(eq(shots.teamId, ctx.teamId), eq(shots.projectId, projectId), isOneOf(shots.code, [...wanted])));
  const taken = rows.filter(({ id }) => !ours.has(id));
  if (taken.length === 0) return;
  const names = taken.slice(0, 5).map(({ code, archivedAt }) => (archivedAt ? `${code} (archived)` : code));
  const more = taken.length > 5 ? ` and ${taken.length - 5} more` : "";
  throw new ConflictError(
    `${names.join(", ")}${more} ${taken.length === 1 ? "is the code of another shot" : "are codes of other shots"}. Nothing was changed.`,
    "code",
  );
};

/** Every code of the project, of archived shots too. */
export const allCodes = async (ctx: StudioContext, projectId: string): Promise<Set<string>> => {
  const rows = await ctx.db
    .select({ code: shots.code })
    .from(shots)
    .where(and(eq(shots.teamId, ctx.teamId), eq(shots.projectId, projectId), ne(shots.code, "")));
  return new Set(rows.map(({ code }) => code));
};
