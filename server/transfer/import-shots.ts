import { sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { type CsvField, fieldIds } from "@/contract/script/csv/fields";
import { mostRows, planShots, whyNoTable } from "@/contract/script/csv/plan";
import type { CsvPlan, PlannedShot } from "@/contract/script/csv/world";
import { type TaskType, taskTypeIds } from "@/contract/script/task-types";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { recordAct } from "@/server/tasks/deed";
import { followShots } from "@/server/tasks/follow";
import { applyTaskChanges } from "@/server/tasks/set";
import { shotWorld } from "./world";
import { readShots, revisionsOf, writeShots } from "./write-shots";

const field = z.custom<CsvField>((value) => fieldIds.some((id) => id === value), { error: "No field of a shot" });

export const ImportShots = z.object({
  projectId: idOf("project"),
  /** As it was dropped; kept with the act. */
  fileName: z.string().max(200).default(""),
  header: z.array(z.string().max(500)).max(200),
  rows: z
    .array(z.array(z.string().max(20_000)).max(400))
    .max(mostRows, { error: `At most ${mostRows} rows go in at once: split the file, for example by sequence` }),
  columns: z.array(field.nullable()).max(200),
  sequence: z.string().max(40).default(""),
  statuses: z.record(z.string(), z.string()).default({}),
});
export type ImportShots = z.input<typeof ImportShots>;

/** What an undo of an import needs; kept in the log. */
export type Imported = {
  made: string[];
  sequences: string[];
  before: Awaited<ReturnType<typeof readShots>>;
  moves: Awaited<ReturnType<typeof applyTaskChanges>>["moves"];
  revisions: Record<string, number>;
};

/**
 * Shots of a table go into the project: matched by code, changed where there is one, else made. All rows or none; the
 * first faults are told by row and column. `deed` takes the whole import back.
 */
export async function importShots(ctx: StudioContext, input: ImportShots) {
  requireMay(ctx, "edit shots");
  const { projectId, fileName, header, rows, columns, sequence, statuses } = ImportShots.parse(input);
  const refused = whyNoTable(header, rows, columns);
  if (refused) throw new BadInputError(refused, "rows");
  return withTransaction(ctx, async (ctx) => {
    // Two imports at once would both find a code free.
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${projectId}`}, 0))`);
    const world = await shotWorld(ctx, { projectId });
    const plan = planShots({ header, rows }, { columns, sequence, statuses }, world);
    requireSound(plan);
    const before = await readShots(
      ctx,
      plan.shots.flatMap(({ shotId }) => shotId ?? []),
    );
    const { idOf: idOfRow, made, sequences } = await writeShots(ctx, projectId, plan.shots, before);
    const ids = plan.shots.map(idOfRow);
    const { moves } = await applyTaskChanges(
      ctx,
      projectId,
      plan.shots.flatMap((shot) => changesOf(shot, idOfRow(shot))),
    );
    const from = fileName ? ` from ${fileName}` : "";
    const verb = `imported ${ids.length} ${ids.length === 1 ? "shot" : "shots"}${from}`;
    const deed = await recordAct(ctx, { verb, projectId, ids, data: {} });
    if (moves.length > 0)
      await followShots(ctx, { projectId, shotIds: moves.map(({ shotId }) => shotId), cause: `act ${deed}`, moves });
    const imported: Imported = { made, sequences, before, moves, revisions: await revisionsOf(ctx, ids) };
    await ctx.db.execute(
      sql`update activity set data = ${JSON.stringify({ imported })}::jsonb where id = ${deed} and team_id = ${ctx.teamId}`,
    );
    return { deed, made: plan.made, changed: plan.changed, ignored: rows.length - plan.shots.length };
  });
}

const requireSound = (plan: CsvPlan): void => {
  const errors = plan.problems.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first)
    throw new BadInputError(
      `Nothing was imported. Row ${first.row}${first.column ? `, ${first.column}` : ""}: ${first.message}${errors.length > 1 ? ` And ${errors.length - 1} more.` : ""}`,
      "rows",
    );
  if (plan.shots.length === 0)
    throw new BadInputError("No row of the file names a shot: nothing was imported.", "rows");
};

const changesOf = ({ tasks, people }: PlannedShot, shotId: string) =>
  taskTypeIds.flatMap((type: TaskType) => {
    const [status, assigneeId] = [tasks[type], people[type]];
    return status === undefined && assigneeId === undefined ? [] : [{ shotId, type, status, assigneeId }];
  });
