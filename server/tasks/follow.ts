import { and, eq, isNull, sql } from "drizzle-orm";
import { isOn, renderAfterBoard, shotAfter } from "@/contract/script/automations";
import { defaultCode, isFinished, type StatusSet, shotStatusFrom } from "@/contract/status-set";
import { frames, projects, shots } from "@/db/schema";
import { announce, type StudioContext } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { statusesOf } from "@/server/statuses/read";
import { asSystem, recordAct } from "./deed";
import { lockStanding, type TaskMove, type TaskRow, taskKey, tasksOfShots, writeMoves } from "./rows";

type Follow = {
  projectId: string;
  shotIds: readonly string[];
  /** The id of the note, version or act that led to this: automations name it, and are taken back with it. */
  cause: string;
  /** Task moves of the act itself, already written. Without them the frames have moved and speak for Board. */
  moves?: readonly TaskMove[];
};

type ShotMove = { shotId: string; before: string; after: string };

/** Which automations a project switched off. */
export const automationsOff = async (ctx: StudioContext, projectId: string): Promise<readonly string[]> => {
  const mine = and(eq(projects.id, projectId), eq(projects.teamId, ctx.teamId));
  const [project] = await ctx.db.select({ off: projects.automationsOff }).from(projects).where(mine);
  return project?.off ?? [];
};

/**
 * Let Board follow the frames of its shot, and the shot its frames and tasks; run the automations. Call it in the
 * transaction that moved a frame or a task. Locks the shots in order of id, after any frame the caller holds.
 */
export async function followShots(ctx: StudioContext, follow: Follow): Promise<void> {
  const shotIds = [...new Set(follow.shotIds)].sort();
  if (shotIds.length === 0) return;
  const { projectId, moves } = follow;
  const standing = await lockStanding(ctx, shotIds);
  const [set, off, tasks, framesOf] = await Promise.all([
    statusesOf(ctx),
    automationsOff(ctx, projectId),
    tasksOfShots(ctx, shotIds),
    frameStatuses(ctx, shotIds),
  ]);
  const said = new Map(shotIds.map((id) => [id, shotStatusFrom(set, framesOf.get(id) ?? [])]));
  const boards = moves
    ? moves.filter(({ type }) => type === "board")
    : await boardsFollow(ctx, projectId, set, tasks, said);
  if (isOn(off, "board-done")) await makeRenderReady(ctx, { ...follow, set, tasks, boards });
  const reopened = new Set(
    [...(moves ?? []), ...boards].flatMap(({ shotId, before, after }) =>
      before && isFinished(set, before.status) && !(after && isFinished(set, after.status)) ? [shotId] : [],
    ),
  );
  const tasksOf = byShot(tasks);
  const completes = isOn(off, "tasks-done");
  const moved = shotIds.flatMap((shotId): ShotMove[] => {
    const before = standing.get(shotId);
    if (before === undefined) return [];
    const facts = {
      ...{ shot: before, frames: said.get(shotId), reopened: reopened.has(shotId) },
      tasks: (tasksOf.get(shotId) ?? []).map(({ status }) => status),
    };
    const after = shotAfter(set, facts, completes);
    return after === before ? [] : [{ shotId, before, after }];
  });
  await moveShots(ctx, projectId, moved);
  const completed = completes ? moved.filter(({ shotId, after }) => set.of(after).isDone && tasksOf.has(shotId)) : [];
  if (completed.length > 0)
    await recordAct(asSystem(ctx), {
      verb: "completed the shot: all its tasks are done",
      ...{ projectId, ids: completed.map(({ shotId }) => shotId) },
      data: { automation: "tasks-done", cause: follow.cause, shots: completed },
    });
}

const frameStatuses = async (ctx: StudioContext, shotIds: readonly string[]): Promise<Map<string, string[]>> => {
  const rows = await ctx.db
    .selectDistinct({ shotId: frames.shotId, status: frames.status })
    .from(frames)
    .where(and(isOneOf(frames.shotId, shotIds), isNull(frames.archivedAt)));
  const found = new Map<string, string[]>();
  for (const { shotId, status } of rows) found.set(shotId, [...(found.get(shotId) ?? []), status]);
  return found;
};

/** Board stands where the frames do, unless a person put it aside. Changes `tasks` with it. */
async function boardsFollow(
  ctx: StudioContext,
  projectId: string,
  set: StatusSet,
  tasks: Map<string, TaskRow>,
  said: ReadonlyMap<string, string | undefined>,
): Promise<TaskMove[]> {
  const moves = [...said].flatMap(([shotId, status]): TaskMove[] => {
    const row = tasks.get(taskKey(shotId, "board"));
    const before = row?.status ?? defaultCode(set);
    if (status === undefined || status === before || set.of(before).state === "blocked") return [];
    const { assigneeId = null, dueOn = null } = row ?? {};
    return [
      {
        ...{ shotId, type: "board" },
        before: { status: before, assigneeId, dueOn },
        after: { status, assigneeId, dueOn },
      },
    ];
  });
  await write(ctx, projectId, moves, tasks);
  return moves;
}

const write = async (
  ctx: StudioContext,
  projectId: string,
  moves: readonly TaskMove[],
  tasks: Map<string, TaskRow>,
): Promise<void> => {
  if (moves.length === 0) return;
  await writeMoves(ctx, projectId, moves);
  for (const { shotId, type, after } of moves) if (after) tasks.set(taskKey(shotId, type), { shotId, type, ...after });
};

type Ready = Follow & { set: StatusSet; tasks: Map<string, TaskRow>; boards: readonly TaskMove[] };

async function makeRenderReady(ctx: StudioContext, { projectId, cause, set, tasks, boards }: Ready): Promise<void> {
  const moves = boards.flatMap(({ shotId, before, after }): TaskMove[] => {
    const row = tasks.get(taskKey(shotId, "render"));
    const render = row?.status ?? defaultCode(set);
    const board = { before: before?.status ?? defaultCode(set), after: after?.status ?? defaultCode(set) };
    const status = renderAfterBoard(set, board, render);
    if (status === undefined) return [];
    const { assigneeId = null, dueOn = null } = row ?? {};
    return [
      {
        ...{ shotId, type: "render" },
        before: row ? { status: render, assigneeId, dueOn } : null,
        after: { status, assigneeId, dueOn },
      },
    ];
  });
  if (moves.length === 0) return;
  await write(ctx, projectId, moves, tasks);
  await recordAct(asSystem(ctx), {
    verb: "made Render ready: Board is done",
    ...{ projectId, ids: moves.map(({ shotId }) => shotId) },
    data: { automation: "board-done", cause, moves },
  });
}

const byShot = (tasks: ReadonlyMap<string, TaskRow>): Map<string, TaskRow[]> => {
  const groups = new Map<string, TaskRow[]>();
  for (const row of tasks.values()) {
    const group = groups.get(row.shotId);
    if (group) group.push(row);
    else groups.set(row.shotId, [row]);
  }
  return groups;
};

/** Write where shots stand now; one statement a status. */
export async function moveShots(ctx: StudioContext, projectId: string, moves: readonly ShotMove[]): Promise<void> {
  for (const status of new Set(moves.map(({ after }) => after))) {
    const ids = moves.filter(({ after }) => after === status).map(({ shotId }) => shotId);
    await ctx.db
      .update(shots)
      .set({ status, updatedAt: sql`now()`, revision: sql`${shots.revision} + 1` })
      .where(and(eq(shots.teamId, ctx.teamId), isOneOf(shots.id, ids)));
  }
  if (moves.length === 0) return;
  const touched = moves.length > 40 ? [projectId] : moves.map(({ shotId }) => shotId);
  announce(ctx, ...touched.map((id) => ({ topic: "shot" as const, id, projectId })));
}
