import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { omittedCode, type StatusSet } from "@/contract/status-set";
import type { Db, Tx } from "@/db/client";
import { frames, media, projects, shots, versions } from "@/db/schema";
import { statement } from "@/db/statement";
import { requireMay, requireUser, type StudioContext } from "@/server/context";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { statusesOf } from "@/server/statuses/read";

/** As many as Today shows; the rest is a number. */
const shown = 8;
/** What is not finished and in my hands, in the order it asks for work: what was sent back comes first. */
const openCodes = (set: StatusSet): string[] => {
  const open = set.rows.filter(
    ({ code, state, isFeedbackRequest }) =>
      (state === "not_started" || state === "in_progress") && !isFeedbackRequest && code !== omittedCode,
  );
  const rank = ({ isRetake, state, isDefault }: (typeof open)[number]) =>
    isRetake ? 0 : state === "in_progress" ? 1 : isDefault ? 3 : 2;
  return open.sort((a, b) => rank(a) - rank(b) || a.position - b.position).map(({ code }) => code);
};

const team = sql.placeholder("teamId");
const codes = (name: string): SQL => sql`any(${sql.placeholder(name)}::text[])`;

/** Frames a person may look at, over all projects that are not archived. */
const alive = and(
  eq(frames.teamId, team),
  // As a list, not as a join: then the index of how frames stand answers for each project.
  sql`${frames.projectId} = any(array(select ${projects.id} from ${projects} where ${projects.teamId} = ${team} and ${projects.archivedAt} is null))`,
  isNull(frames.archivedAt),
  isNull(shots.archivedAt),
);

/** The first frames that fit with what each shows, and on every row how many fit in all. */
const firstFrames = (db: Db | Tx, where: SQL | undefined, order: SQL[]) => {
  const first = db
    .select({
      id: frames.id,
      label: frames.label,
      status: frames.status,
      shot: sql<string>`${shots.code}`.as("shot"),
      action: sql<string>`left(${shots.description}, 160)`.as("action"),
      projectId: frames.projectId,
      currentVersionId: frames.currentVersionId,
      updatedAt: frames.updatedAt,
      place: sql<number>`row_number() over (order by ${sql.join(order, sql`, `)})`.as("place"),
      count: sql<number>`(count(*) over ())::int`.as("count"),
      sentBack: sql<number>`(count(*) filter (where ${frames.status} = ${codes("retakes")}) over ())::int`.as(
        "sent_back",
      ),
    })
    .from(frames)
    .innerJoin(shots, eq(shots.id, frames.shotId))
    .where(and(alive, where))
    .orderBy(...order)
    .limit(shown)
    .as("first");
  return db
    .select({
      id: first.id,
      label: first.label,
      status: first.status,
      shot: first.shot,
      action: first.action,
      project: projects.name,
      slug: projects.slug,
      versionId: versions.id,
      number: versions.number,
      updatedAt: first.updatedAt,
      count: first.count,
      sentBack: first.sentBack,
      ...pictureColumns,
    })
    .from(first)
    .innerJoin(projects, eq(projects.id, first.projectId))
    .leftJoin(versions, eq(versions.id, first.currentVersionId))
    .leftJoin(media, eq(media.id, versions.mediaId))
    .orderBy(asc(first.place));
};
type FirstFrame = Awaited<ReturnType<typeof firstFrames>>[number];

const counted = (rows: readonly FirstFrame[]) => ({
  count: rows[0]?.count ?? 0,
  sentBack: rows[0]?.sentBack ?? 0,
  frames: rows.map(({ mediaId, width, height, colour, count: _, sentBack: __, ...row }) => ({
    ...row,
    picture: toPicture({ mediaId, width, height, colour }),
  })),
});

const selectWaiting = statement((db) =>
  firstFrames(db, sql`${frames.status} = ${codes("waiting")}`, [asc(frames.updatedAt)]),
);

// Two looks into indexes: one condition over both tables would read every open frame of the team.
const back = sql`select f.id from ${frames} f where f.team_id = ${team} and f.status = ${codes("retakes")} and f.archived_at is null`;
const assigned = sql`select f.id from ${frames} f join ${shots} s on s.id = f.shot_id where s.assignee_id = ${sql.placeholder("userId")}`;
const selectMine = statement((db) =>
  firstFrames(db, sql`${frames.status} = ${codes("open")} and ${frames.id} in (${back} union all ${assigned})`, [
    sql`array_position(${sql.placeholder("open")}::text[], ${frames.status})`,
    asc(frames.updatedAt),
  ]),
);

/** How many frames wait for a judgement over all projects, and those that have waited longest. */
export async function listWaiting(ctx: StudioContext) {
  requireMay(ctx, "see the studio");
  const { teamId } = ctx;
  const set = await statusesOf(ctx);
  const values = { teamId, waiting: set.codes("isFeedbackRequest"), retakes: set.codes("isRetake") };
  const { count, frames: first } = counted(await selectWaiting(ctx.db, values));
  return { count, frames: first };
}

/**
 * Frames of shots assigned to me that are not finished, and all that were sent back: how many, how many of them
 * `sentBack`, and the first. What was sent back comes first, then what I have begun, then what I have not.
 */
export async function listMine(ctx: StudioContext) {
  requireMay(ctx, "see the studio");
  const { id: userId } = requireUser(ctx);
  const { teamId } = ctx;
  const set = await statusesOf(ctx);
  return counted(await selectMine(ctx.db, { teamId, userId, open: openCodes(set), retakes: set.codes("isRetake") }));
}
