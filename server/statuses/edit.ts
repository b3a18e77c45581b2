import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { StatusRow } from "@/contract/status-set";
import { taskStatuses } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, ConflictError, NotFoundError } from "@/server/errors";
import { statusesOf } from "./read";
import { requireSense, requireWorkable, StatusCode, StatusValues } from "./shape";

/** Whoever changes the team's words waits for whoever does so already. */
export const lockStatuses = ({ db, teamId }: StudioContext) =>
  db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`statuses ${teamId}`}, 0))`);

export const statusOrThrow = (rows: readonly StatusRow[], code: string): StatusRow => {
  const row = rows.find((it) => it.code === code);
  if (!row) throw new NotFoundError(`The status “${code}”`);
  return row;
};

const oneDefault = (rows: readonly StatusRow[], code: string): StatusRow[] =>
  rows.map((row) => ({ ...row, isDefault: row.code === code }));

/** Write what differs between two readings of the team's statuses. */
const save = async ({ db, teamId }: StudioContext, before: readonly StatusRow[], after: readonly StatusRow[]) => {
  requireWorkable(after);
  for (const row of after) {
    const old = before.find(({ code }) => code === row.code);
    if (JSON.stringify(old) === JSON.stringify(row)) continue;
    requireSense(row);
    const { archived, code, ...values } = row;
    const set = {
      ...values,
      ...(old?.archived === archived ? {} : { archivedAt: archived ? sql`now()` : null }),
      updatedAt: sql`now()`,
    };
    if (old)
      await db
        .update(taskStatuses)
        .set(set)
        .where(and(eq(taskStatuses.teamId, teamId), eq(taskStatuses.code, code)));
    else await db.insert(taskStatuses).values({ teamId, code, ...values });
  }
};

/** One transaction over the team's statuses: read locked, changed, checked, written, told. */
export const changeStatuses = <Answer>(
  ctx: StudioContext,
  work: (
    rows: readonly StatusRow[],
    ctx: StudioContext,
  ) => Promise<{
    rows: readonly StatusRow[];
    verb: string;
    code: string;
    data?: Record<string, unknown>;
    answer: Answer;
  }>,
): Promise<Answer> =>
  withTransaction(ctx, async (ctx) => {
    await lockStatuses(ctx);
    const { rows: before } = await statusesOf(ctx);
    const { rows, verb, code, data, answer } = await work(before, ctx);
    await save(ctx, before, rows);
    await record(ctx, { verb, topic: "status", id: code, ...(data ? { data } : {}) });
    return answer;
  });

export const CreateStatus = StatusValues.extend({ code: StatusCode }).partial({
  isDefault: true,
  isWip: true,
  isFeedbackRequest: true,
  isRetake: true,
  isArtistAllowed: true,
  isClientAllowed: true,
});
export type CreateStatus = z.input<typeof CreateStatus>;

/** A new word at the end of the list. Its short name is free for ever after: archived ones keep theirs. */
export async function createStatus(ctx: StudioContext, input: CreateStatus) {
  requireMay(ctx, "change statuses");
  const { code, ...values } = CreateStatus.parse(input);
  return changeStatuses(ctx, async (rows) => {
    const there = rows.find((row) => row.code === code);
    if (there)
      throw new ConflictError(
        there.archived
          ? `“${code}” was the short name of “${there.name}”, which is archived. Bring that one back, or choose another.`
          : `“${there.name}” has the short name “${code}” already. Choose another.`,
        "code",
      );
    if (rows.length >= 60) throw new BadInputError("A team has at most 60 statuses, archived ones included.", "code");
    const row: StatusRow = {
      ...{ isDefault: false, isWip: false, isFeedbackRequest: false, isRetake: false },
      ...{ isArtistAllowed: true, isClientAllowed: false },
      ...values,
      ...{ code, isDone: values.state === "done", archived: false },
      position: Math.max(-1, ...rows.map(({ position }) => position)) + 1,
    };
    const all = [...rows, row];
    return {
      rows: row.isDefault ? oneDefault(all, code) : all,
      ...{ verb: `added the status “${row.name}”`, code, answer: { code } },
    };
  });
}

export const UpdateStatus = StatusValues.partial().extend({ code: StatusCode });
export type UpdateStatus = z.input<typeof UpdateStatus>;

/** Change what is named. Making one the default takes that from the other; the answer says what it was, for the way back. */
export async function updateStatus(ctx: StudioContext, input: UpdateStatus) {
  requireMay(ctx, "change statuses");
  const { code, ...values } = UpdateStatus.parse(input);
  return changeStatuses(ctx, async (rows) => {
    const old = statusOrThrow(rows, code);
    const state = values.state ?? old.state;
    const row: StatusRow = { ...old, ...values, state, isDone: state === "done" };
    if (old.isDefault && !row.isDefault)
      throw new BadInputError("New work begins with this status. Make another one the default instead.", "isDefault");
    const all = rows.map((it) => (it.code === code ? row : it));
    const defaultBefore = rows.find((it) => it.isDefault)?.code;
    return {
      rows: row.isDefault && !old.isDefault ? oneDefault(all, code) : all,
      ...{ verb: `changed the status “${row.name}”`, code, data: { before: old } },
      answer: { code, before: old, defaultBefore },
    };
  });
}

export const OrderStatuses = z.object({ codes: z.array(StatusCode).min(1).max(60) });

/** The order of menus, bars and sums: all active codes, each once. */
export async function orderStatuses(ctx: StudioContext, input: z.input<typeof OrderStatuses>) {
  requireMay(ctx, "change statuses");
  const { codes } = OrderStatuses.parse(input);
  return changeStatuses(ctx, async (rows) => {
    for (const code of codes) statusOrThrow(rows, code);
    const before = rows.filter(({ archived }) => !archived).map(({ code }) => code);
    if (new Set(codes).size !== codes.length || codes.length !== before.length)
      throw new ConflictError("Somebody added or archived a status meanwhile. Look again, then order them.");
    const place = new Map(codes.map((code, n) => [code, n]));
    const all = rows.map((row) => ({ ...row, position: place.get(row.code) ?? row.position }));
    return { rows: all, verb: "ordered the statuses", code: codes[0] ?? "", answer: { before } };
  });
}
