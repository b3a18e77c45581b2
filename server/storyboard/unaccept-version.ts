import { and, desc, eq, gt, isNotNull, notInArray, sql } from "drizzle-orm";
import { can } from "@/contract/roles";
import { statusAfterNewVersion } from "@/contract/status-set";
import { frames, jobs, notes, versionParents, versions } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError, StudioError } from "@/server/errors";
import { statusesOf } from "@/server/statuses/read";
import { frameOrThrow, versionOrThrow } from "./access";
import { DecideVersion } from "./decide-version";
import { followFrames } from "./frame-status";

type Version = typeof versions.$inferSelect;
type Frame = typeof frames.$inferSelect;

/**
 * The undo of an acceptance, and of a picture a person brought: the frame shows what it showed and has the status it
 * had. A result waits in the strip again, a brought picture stays in the history. Its number stays used: it may have
 * been seen. Refused once a newer version came, something was made from it, or somebody judged it.
 */
export async function unacceptVersion(ctx: StudioContext, input: DecideVersion) {
  requireMay(ctx, "add versions");
  const { versionId } = DecideVersion.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { frameId } = await versionOrThrow(ctx, versionId);
    const frame = await frameOrThrow(ctx, frameId, { lock: true });
    const version = await versionOrThrow(ctx, versionId);
    await requireUnused(ctx, version);
    requireOwnDecision(ctx, version);
    const state = version.origin === "pass" ? "staged" : "rejected";
    await ctx.db
      .update(versions)
      .set({ state, number: null, acceptedOver: null, decidedAt: sql`now()` })
      .where(eq(versions.id, versionId));
    await showAgain(ctx, frame, version);
    await record(ctx, {
      verb: "took back a version",
      topic: "version",
      id: versionId,
      projectId: frame.projectId,
      data: { frameId, number: version.number },
    });
    return { id: versionId, frameId, state };
  });
}

const requireOwnDecision = ({ actor }: StudioContext, { decidedBy, createdBy }: Version): void => {
  if (actor.kind !== "user" || actor.id === (decidedBy ?? createdBy) || can(actor.role, "approve frames")) return;
  throw new StudioError(
    "FORBIDDEN",
    "Only whoever accepted this version, or a supervisor, may take it back. Choose another version for the frame instead.",
  );
};

const requireUnused = async ({ db, teamId }: StudioContext, { id, frameId, state, number }: Version): Promise<void> => {
  if (state !== "accepted" || number === null)
    throw new ConflictError("This version is not accepted any more: somebody took it back already.");
  const newer = and(eq(versions.frameId, frameId), gt(versions.number, number));
  if ((await db.$count(versions, newer)) > 0)
    throw new ConflictError("A newer version came since. Choose which one the frame shows instead.");
  const queued = and(eq(jobs.teamId, teamId), eq(jobs.versionId, id), notInArray(jobs.state, ["failed", "cancelled"]));
  const [children, work] = [
    await db.$count(versionParents, eq(versionParents.parentId, id)),
    await db.$count(jobs, queued),
  ];
  if (children + work > 0)
    throw new ConflictError("A pass was queued on this version since. Choose another version for the frame instead.");
  if ((await db.$count(notes, and(eq(notes.versionId, id), isNotNull(notes.status)))) > 0)
    throw new ConflictError("Somebody judged this version since. Choose another version for the frame instead.");
};

/** Give the frame back its picture and its status, where nobody has moved them since. */
const showAgain = async (ctx: StudioContext, frame: Frame, { id, acceptedOver }: Version): Promise<void> => {
  const set = await statusesOf(ctx);
  // Whether the automation was on back then is not known: either answer is the acceptance's doing.
  const moved =
    acceptedOver !== null &&
    !set.of(acceptedOver.status).archived &&
    [true, false].some(
      (retakeAsks) => frame.status === statusAfterNewVersion(set, acceptedOver.status, { retakeAsks }),
    );
  await ctx.db
    .update(frames)
    .set({
      ...(frame.currentVersionId === id ? { currentVersionId: await shownBefore(ctx, frame, acceptedOver) } : {}),
      ...(moved ? { status: acceptedOver.status } : {}),
      updatedAt: sql`now()`,
      revision: sql`${frames.revision} + 1`,
    })
    .where(eq(frames.id, frame.id));
  ctx.announcements?.push({ topic: "frame", id: frame.id, projectId: frame.projectId });
  await followFrames(ctx, frame.shotId, frame.projectId, id);
};

/** What the frame showed before, if it still stands; else its newest accepted picture, or nothing. */
const shownBefore = async (
  ctx: StudioContext,
  { id: frameId }: Frame,
  over: Version["acceptedOver"],
): Promise<string | null> => {
  const standing = and(eq(versions.frameId, frameId), eq(versions.state, "accepted"), eq(versions.kind, "picture"));
  const rows = await ctx.db.select({ id: versions.id }).from(versions).where(standing).orderBy(desc(versions.number));
  return rows.find(({ id }) => id === over?.versionId)?.id ?? rows[0]?.id ?? null;
};
