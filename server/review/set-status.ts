import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { longText } from "@/contract/names";
import { activity, frames, notes } from "@/db/schema";
import { announce, record, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, ConflictError, NotFoundError } from "@/server/errors";
import { releaseApproved } from "@/server/queue/hold";
import { requireMaySet, requireStatus, statusesOf, transitionsOf } from "@/server/statuses/read";
import { StatusCode } from "@/server/statuses/shape";
import { frameOrThrow } from "@/server/storyboard/access";
import { followFrames } from "@/server/storyboard/frame-status";
import { takeBackAutomations } from "@/server/tasks/take-back";
import { tellOfNote } from "./tell-of-note";

export const SetStatus = z.object({
  frameId: idOf("frame"),
  status: StatusCode,
  body: longText("The note", 5000).default(""),
  /** The version that was looked at. If the frame shows another by now, the judgement is refused. */
  versionId: idOf("version").optional(),
  audience: z.enum(["team", "client"]).default("team"),
});
export type SetStatus = z.input<typeof SetStatus>;

/** Judge a frame: the status and its comment are one act and one row. A retake must say what to change. */
export async function setStatus(ctx: StudioContext, input: SetStatus) {
  requireMay(ctx, "comment");
  const { frameId, status, body, versionId, audience } = SetStatus.parse(input);
  const author = requireUser(ctx);
  const [set, transitions] = await Promise.all([statusesOf(ctx), transitionsOf(ctx)]);
  // Also without the frame in hand: whoever may never set it learns that first.
  const { name, isRetake, isDone } = requireMaySet(ctx, set, [], { to: status });
  if (isRetake && !body) throw new BadInputError("Say what to change: a retake needs a note", "body");
  return withTransaction(ctx, async (ctx) => {
    const frame = await frameOrThrow(ctx, frameId, { lock: true });
    requireMaySet(ctx, set, transitions, { from: frame.status, to: status });
    if (frame.status === status && !body) throw new ConflictError(`This frame is “${name}” already.`);
    if (versionId && frame.currentVersionId !== versionId)
      throw new ConflictError("The frame shows a newer version by now. Look at it, then judge again.");
    if (isDone && !frame.currentVersionId)
      throw new BadInputError("This frame has no picture yet: there is nothing to approve");
    const id = newId("note");
    await ctx.db.insert(notes).values({
      ...{ id, teamId: ctx.teamId, projectId: frame.projectId, frameId, authorId: author.id, body },
      audience: author.role === "client" ? "client" : audience,
      status,
      versionId: frame.currentVersionId,
      statusBefore: frame.status,
    });
    await tellOfNote(ctx, frame, { status, text: body, audience });
    const verb = isDone ? "approved the frame" : isRetake ? "sent the frame back" : `set the frame to “${name}”`;
    await record(ctx, { verb, topic: "frame", id: frameId, projectId: frame.projectId, data: { status, noteId: id } }, [
      { topic: "note", id, projectId: frame.projectId },
    ]);
    await moveFrame(ctx, frame, status, id);
    if (isDone) await releaseApproved(ctx, { frameId });
    return { noteId: id, status, before: frame.status };
  });
}

const moveFrame = async (ctx: StudioContext, frame: typeof frames.$inferSelect, status: string, cause: string) => {
  await ctx.db
    .update(frames)
    .set({ status, updatedAt: sql`now()`, revision: sql`${frames.revision} + 1` })
    .where(eq(frames.id, frame.id));
  await followFrames(ctx, frame.shotId, frame.projectId, cause);
};

export const UndoStatus = z.object({ noteId: idOf("note") });

/** Take back my own last judgement: the frame returns to what it was and the note goes. Refused once somebody judged after me. */
export async function undoStatus(ctx: StudioContext, input: z.input<typeof UndoStatus>) {
  requireMay(ctx, "comment");
  const me = requireUser(ctx);
  const { noteId } = UndoStatus.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const mine = and(eq(notes.id, noteId), eq(notes.teamId, ctx.teamId), eq(notes.authorId, me.id));
    const [note] = await ctx.db.select().from(notes).where(mine);
    if (!note?.status || !note.statusBefore) throw new NotFoundError("Your judgement");
    const frame = await frameOrThrow(ctx, note.frameId, { lock: true });
    if (frame.status !== note.status)
      throw new ConflictError("Somebody changed the status since. Set it anew instead of undoing.");
    const before = requireStatus(await statusesOf(ctx), note.statusBefore);
    if (before.archived)
      throw new ConflictError(`“${before.name}”, which the frame had before, is archived by now. Set another status.`);
    await ctx.db.delete(notes).where(mine);
    const cause = { projectId: frame.projectId, cause: noteId, after: await deedOf(ctx, noteId, frame.id) };
    await takeBackAutomations(ctx, cause);
    await moveFrame(ctx, frame, note.statusBefore, `undo ${noteId}`);
    announce(ctx, { topic: "note", id: noteId, projectId: frame.projectId });
    await record(ctx, {
      verb: "took back a judgement",
      topic: "frame",
      id: frame.id,
      projectId: frame.projectId,
      data: { status: note.statusBefore },
    });
    return { frameId: frame.id, status: note.statusBefore };
  });
}

/** The number of a judgement in the log: what it led to came after. */
const deedOf = async (ctx: StudioContext, noteId: string, frameId: string): Promise<number> => {
  const deed = and(eq(activity.subjectId, frameId), sql`${activity.data} ->> 'noteId' = ${noteId}`);
  const [row] = await ctx.db.select({ id: activity.id }).from(activity).where(deed);
  return row?.id ?? 0;
};
