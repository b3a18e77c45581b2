import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { type CellEdit, shotFields, taskTypeOf } from "@/contract/script/fields";
import { grouped } from "@/contract/script/grouped";
import { activity, shots, users } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { isOneOf } from "@/server/is-one-of";
import { projectOrThrow } from "@/server/projects/access";
import { followShots } from "@/server/tasks/follow";
import { applyTaskChanges, type TaskChange } from "@/server/tasks/set";
import { takeBackAutomations } from "@/server/tasks/take-back";
import { checkEdits } from "./check-edits";
import { lockShots } from "./lock-shots";
import { recordShots } from "./record-shots";
import { readStored, writeStored } from "./stored-shots";
import { tellOfShots } from "./tell-of-shot";

export const EditShots = z.object({
  projectId: idOf("project"),
  edits: z
    .array(
      z.object({
        shotId: idOf("shot"),
        field: z.enum(shotFields),
        /** What stood in the cell when it was changed, as `contract/script/fields` writes it. */
        seen: z.string().max(4_000),
        value: z.string().max(4_000),
      }),
    )
    .min(1)
    .max(20_000),
  /** The act this takes back, by its `deed`: what automations made of it goes with it, where nobody moved it since. */
  undoes: z.number().int().positive().optional(),
});

export type CellConflict = CellEdit & {
  code: string;
  /** What stands there now, and who changed the shot last. */
  now: string;
  by: string | null;
};

export type EditedShots = {
  conflicts: CellConflict[];
  revisions: { id: string; revision: number }[];
  /** The number of the act: given back as `undoes` when it is taken back. */
  deed: number | null;
};

/**
 * Change many cells of the shot table in one act: all of them, or none. A cell that somebody else changed since it was
 * seen is a conflict; then nothing is written, and the answer holds both values so that a person can decide.
 */
export async function editShots(ctx: StudioContext, input: z.input<typeof EditShots>): Promise<EditedShots> {
  requireMay(ctx, "edit shots");
  const { projectId, edits, undoes } = EditShots.parse(input);
  const twice = new Set(edits.map(({ shotId, field }) => `${shotId} ${field}`)).size < edits.length;
  if (twice) throw new BadInputError("One cell is changed twice in this act. Nothing was changed.", "edits");
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const ids = [...new Set(edits.map(({ shotId }) => shotId))];
    const locked = await lockShots(ctx, projectId, ids);
    const stored = await readStored(ctx, locked, edits);
    const conflicts = edits.flatMap((edit) => {
      const now = stored.valueOf(edit.shotId, edit.field);
      return now === edit.seen || now === edit.value ? [] : [{ ...edit, code: stored.codeOf(edit.shotId), now }];
    });
    if (conflicts.length > 0) return { conflicts: await withNames(ctx, conflicts), revisions: [], deed: null };
    const real = edits.filter((edit) => stored.valueOf(edit.shotId, edit.field) !== edit.value);
    if (real.length === 0) return { conflicts: [], revisions: [], deed: null };
    await checkEdits(ctx, projectId, real);
    if (undoes !== undefined) await takeBackAutomations(ctx, { projectId, cause: `act ${undoes}`, after: undoes });
    // Automations that were taken back may have moved the rows.
    const standing = undoes === undefined ? locked : await lockShots(ctx, projectId, ids);
    await writeStored(ctx, projectId, standing, real);
    const { moves } = await applyTaskChanges(ctx, projectId, real.flatMap(taskChange));
    await tellOfShots(ctx, projectId, real);
    const byShot = grouped(real, ({ shotId }) => shotId);
    const deed = await recordShots(
      ctx,
      projectId,
      [...byShot].map(([id, cells]) => ({
        ...{ id, verb: "changed the shot" },
        data: Object.fromEntries(cells.map(({ field, value }) => [field, value])),
      })),
    );
    if (moves.length > 0) {
      const shotIds = [...new Set(moves.map(({ shotId }) => shotId))];
      await followShots(ctx, { projectId, shotIds, cause: `act ${deed}`, moves });
    }
    return { conflicts: [], revisions: await revisionsOf(ctx, ids), deed };
  });
}

const taskChange = ({ shotId, field, value }: CellEdit): TaskChange[] => {
  const type = taskTypeOf(field);
  return type ? [{ shotId, type, status: value }] : [];
};

const revisionsOf = (ctx: StudioContext, ids: readonly string[]) =>
  ctx.db
    .select({ id: shots.id, revision: shots.revision })
    .from(shots)
    .where(and(eq(shots.teamId, ctx.teamId), isOneOf(shots.id, ids)));

/** Who changed each of these shots last, as far as the log knows. */
async function withNames(ctx: StudioContext, conflicts: Omit<CellConflict, "by">[]): Promise<CellConflict[]> {
  const ids = [...new Set(conflicts.map(({ shotId }) => shotId))].slice(0, 200);
  const rows = await ctx.db
    .selectDistinctOn([activity.subjectId], { id: activity.subjectId, name: users.name })
    .from(activity)
    .leftJoin(users, eq(users.id, activity.actorId))
    .where(and(eq(activity.teamId, ctx.teamId), isOneOf(activity.subjectId, ids)))
    .orderBy(activity.subjectId, desc(activity.id));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return conflicts.map((conflict) => ({ ...conflict, by: names.get(conflict.shotId) ?? null }));
}
