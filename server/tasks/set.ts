import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { type TaskType, taskTypeIds, taskTypes } from "@/contract/script/task-types";
import { defaultCode, type StatusSet } from "@/contract/status-set";
import { memberships, shots } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, ConflictError, NotFoundError } from "@/server/errors";
import { notify } from "@/server/inbox/notify";
import { isOneOf } from "@/server/is-one-of";
import { projectOrThrow } from "@/server/projects/access";
import { requireMaySet, statusesOf, transitionsOf } from "@/server/statuses/read";
import { StatusCode } from "@/server/statuses/shape";
import { recordAct } from "./deed";
import { followShots } from "./follow";
import { lockStanding, type TaskMove, type TaskValues, taskKey, tasksOfShots, writeMoves } from "./rows";

const DueOn = z.iso.date({ error: "Write the day as 2026-11-30" }).nullable();

export const SetTasks = z.object({
  projectId: idOf("project"),
  shotIds: z.array(idOf("shot")).min(1, { error: "Choose at least one shot" }).max(5000),
  types: z.array(z.enum(taskTypeIds)).min(1, { error: "Choose at least one kind of work" }).max(taskTypeIds.length),
  status: StatusCode.optional(),
  assigneeId: idOf("user").nullable().optional(),
  dueOn: DueOn.optional(),
  /** The status somebody saw, by `shot id/type`. Where another stands by now, nothing is set. */
  seen: z.record(z.string(), z.string()).optional(),
});
export type SetTasks = z.input<typeof SetTasks>;

/** One cell of work to change; what is left out stays. */
export type TaskChange = {
  shotId: string;
  type: TaskType;
  status?: string | undefined;
  assigneeId?: string | null | undefined;
  dueOn?: string | null | undefined;
};

/**
 * Status, assignee or due day of many shots' tasks in one act: all or none. `deed` takes it back (`undoTasks`), with
 * what automations did because of it.
 */
export async function setTasks(ctx: StudioContext, input: SetTasks) {
  requireMay(ctx, "edit shots");
  const { projectId, shotIds, types, seen, ...values } = SetTasks.parse(input);
  if (Object.values(values).every((value) => value === undefined))
    throw new BadInputError("Say what to set: a status, an assignee or a due day.");
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const shotsOf = await shotsOrThrow(ctx, projectId, [...new Set(shotIds)]);
    const kinds = [...new Set(types)];
    const changes = [...shotsOf.keys()].flatMap((shotId) => kinds.map((type) => ({ shotId, type, ...values })));
    if (seen) await requireSeen(ctx, shotsOf, changes, seen);
    const { moves, set } = await applyTaskChanges(ctx, projectId, changes);
    const ids = [...new Set(moves.map(({ shotId }) => shotId))];
    if (ids.length === 0) return { deed: null, changed: 0 };
    const deed = await recordAct(ctx, {
      verb: wordsFor(set, kinds, values, ids.length),
      projectId,
      ids,
      data: { moves },
    });
    await followShots(ctx, { projectId, shotIds: ids, cause: `act ${deed}`, moves });
    const [subjectId] = ids;
    if (values.assigneeId && subjectId)
      await notify(ctx, [values.assigneeId], {
        ...{ kind: "assigned", subjectId, projectId },
        data: { types: kinds, shots: ids.length },
      });
    return { deed, changed: moves.length };
  });
}

/** Codes of the shots by id; NotFoundError unless every one is of the project. */
export const shotsOrThrow = async (
  ctx: StudioContext,
  projectId: string,
  shotIds: readonly string[],
): Promise<Map<string, string>> => {
  const mine = and(eq(shots.teamId, ctx.teamId), eq(shots.projectId, projectId), isOneOf(shots.id, shotIds));
  const rows = await ctx.db.select({ id: shots.id, code: shots.code }).from(shots).where(mine);
  const found = new Map(rows.map(({ id, code }) => [id, code]));
  if (found.size !== shotIds.length) throw new NotFoundError(shotIds.length === 1 ? "The shot" : "One of the shots");
  return found;
};

const requireSeen = async (
  ctx: StudioContext,
  shotsOf: ReadonlyMap<string, string>,
  changes: readonly TaskChange[],
  seen: Readonly<Record<string, string>>,
): Promise<void> => {
  await lockStanding(ctx, [...shotsOf.keys()].sort());
  const [set, there] = [await statusesOf(ctx), await tasksOfShots(ctx, [...shotsOf.keys()])];
  const moved = changes.filter(({ shotId, type }) => {
    const saw = seen[taskKey(shotId, type)];
    return saw !== undefined && saw !== (there.get(taskKey(shotId, type))?.status ?? defaultCode(set));
  });
  const [first] = moved;
  if (!first) return;
  const now = set.of(there.get(taskKey(first.shotId, first.type))?.status ?? defaultCode(set)).name;
  const others = moved.length > 1 ? `, and ${moved.length - 1} more moved too` : "";
  throw new ConflictError(
    `Somebody set ${taskTypes[first.type].label} of ${shotsOf.get(first.shotId)} to “${now}” meanwhile${others}. Look again, then set it.`,
    "status",
  );
};

/**
 * The change of tasks inside another verb's transaction: rights and transitions checked for every row, the assignee for
 * the team, rows written. It neither records nor runs automations: call `followShots` with the moves afterwards.
 */
export async function applyTaskChanges(
  ctx: StudioContext,
  projectId: string,
  changes: readonly TaskChange[],
): Promise<{ moves: TaskMove[]; set: StatusSet }> {
  const [set, transitions] = await Promise.all([statusesOf(ctx), transitionsOf(ctx)]);
  await requireMembers(
    ctx,
    changes.flatMap(({ assigneeId }) => assigneeId ?? []),
  );
  const shotIds = [...new Set(changes.map(({ shotId }) => shotId))].sort();
  await lockStanding(ctx, shotIds);
  const there = await tasksOfShots(ctx, shotIds);
  const begin: TaskValues = { status: defaultCode(set), assigneeId: null, dueOn: null };
  const asked = new Set<string>();
  const moves = changes.flatMap(({ shotId, type, status, assigneeId, dueOn }): TaskMove[] => {
    const row = there.get(taskKey(shotId, type));
    const before = row ? { status: row.status, assigneeId: row.assigneeId, dueOn: row.dueOn } : null;
    const old = before ?? begin;
    const after = {
      status: status ?? old.status,
      assigneeId: assigneeId === undefined ? old.assigneeId : assigneeId,
      dueOn: dueOn === undefined ? old.dueOn : dueOn,
    };
    if (after.status === old.status && after.assigneeId === old.assigneeId && after.dueOn === old.dueOn) return [];
    const way = `${old.status}>${after.status}`;
    if (after.status !== old.status && !asked.has(way)) {
      requireMaySet(ctx, set, transitions, { from: old.status, to: after.status });
      asked.add(way);
    }
    return [{ shotId, type, before, after }];
  });
  await writeMoves(ctx, projectId, moves);
  return { moves, set };
}

/** Refuses people who are not of the team. */
export const requireMembers = async (ctx: StudioContext, userIds: readonly string[]): Promise<void> => {
  const ids = [...new Set(userIds)];
  if (ids.length === 0) return;
  const mine = and(eq(memberships.teamId, ctx.teamId), isOneOf(memberships.userId, ids));
  if ((await ctx.db.$count(memberships, mine)) !== ids.length)
    throw new BadInputError("The assignee is not in this team. Invite them first.", "assigneeId");
};

const wordsFor = (
  set: StatusSet,
  types: readonly TaskType[],
  { status, assigneeId, dueOn }: Pick<SetTasks, "status" | "assigneeId" | "dueOn">,
  shots: number,
): string => {
  const what = types.map((type) => taskTypes[type].label).join(", ");
  const where = shots === 1 ? "" : ` of ${shots} shots`;
  if (status !== undefined) return `set ${what}${where} to “${set.of(status).name}”`;
  if (assigneeId !== undefined) return `${assigneeId === null ? "unassigned" : "assigned"} ${what}${where}`;
  return dueOn === null ? `took the due day off ${what}${where}` : `set the due day of ${what}${where}`;
};
