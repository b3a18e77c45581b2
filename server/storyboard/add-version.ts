import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { isLightMime } from "@/contract/media";
import { longText } from "@/contract/names";
import { frames, versionParents, versions } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { hearersOf, notify } from "@/server/inbox/notify";
import { mediaOf } from "@/server/media/media-of";
import { notHere } from "@/server/media/refusals";
import { shotOrThrow } from "@/server/script/access";
import { frameOrThrow, versionOrThrow } from "./access";
import { followFrames, statusOfNewVersion } from "./frame-status";
import { FrameLabel, lockLabels, nextLabel, requireFreeLabel } from "./update-frame";

export const AddFrame = z.object({ shotId: idOf("shot"), label: FrameLabel.optional() });

/** An empty frame at the end of a shot: the next free letter unless named. */
export async function addFrame(ctx: StudioContext, input: z.input<typeof AddFrame>) {
  requireMay(ctx, "edit shots");
  const { shotId, label } = AddFrame.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId } = await shotOrThrow(ctx, shotId);
    await lockLabels(ctx, shotId);
    if (label !== undefined) await requireFreeLabel(ctx, { shotId, label });
    const taken = await ctx.db.select({ label: frames.label }).from(frames).where(eq(frames.shotId, shotId));
    const id = newId("frame");
    const row = {
      id,
      teamId: ctx.teamId,
      projectId,
      shotId,
      label: label ?? nextLabel(taken.map((frame) => frame.label)),
      position: taken.length + 1,
    };
    await ctx.db.insert(frames).values(row);
    await record(ctx, { verb: "added a frame", topic: "frame", id, projectId, data: { label: row.label } }, [
      { topic: "shot", id: shotId, projectId },
    ]);
    return { id, label: row.label };
  });
}

export const AddVersion = z
  .object({
    /** Either a frame, or a shot whose first frame (made if need be) takes the picture. */
    frameId: idOf("frame").optional(),
    shotId: idOf("shot").optional(),
    mediaId: idOf("media"),
    origin: z.enum(["upload", "package", "environment", "sample", "canvas"]).default("upload"),
    title: longText("The title", 200).default(""),
    parentId: idOf("version").optional(),
  })
  .refine((input) => input.frameId || input.shotId, { error: "Name the frame or the shot that takes the picture" });
export type AddVersion = z.input<typeof AddVersion>;

/** A picture a person brings becomes the next version of a frame and what it shows. */
export async function addVersion(ctx: StudioContext, input: AddVersion) {
  requireMay(ctx, "add versions");
  const { mediaId, origin, title, parentId, ...target } = AddVersion.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const picture = await mediaOf(ctx, mediaId);
    if (isLightMime(picture.mime)) throw notHere(picture.name, picture.mime);
    const frameId = target.frameId ?? (await firstFrame(ctx, target.shotId ?? ""));
    const frame = await frameOrThrow(ctx, frameId, { lock: true });
    if (parentId && (await versionOrThrow(ctx, parentId)).frameId !== frameId)
      throw new BadInputError("The parent version belongs to another frame", "parentId");
    const id = newId("version");
    const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const number = frame.lastNumber + 1;
    await ctx.db.insert(versions).values({
      ...{
        id,
        teamId: ctx.teamId,
        projectId: frame.projectId,
        frameId,
        number,
        state: "accepted",
        origin,
        mediaId,
        createdBy,
      },
      title: title || picture.name,
      acceptedOver: { versionId: frame.currentVersionId, status: frame.status },
    });
    if (parentId) await ctx.db.insert(versionParents).values({ versionId: id, parentId });
    await showVersion(ctx, frame, id, number);
    await record(ctx, {
      verb: "added a version",
      topic: "version",
      id,
      projectId: frame.projectId,
      data: { frameId, number },
    });
    return { id, frameId, number };
  });
}

const firstFrame = async (ctx: StudioContext, shotId: string): Promise<string> => {
  await shotOrThrow(ctx, shotId);
  const [frame] = await ctx.db
    .select({ id: frames.id })
    .from(frames)
    .where(and(eq(frames.shotId, shotId), isNull(frames.archivedAt)))
    .orderBy(asc(frames.position))
    .limit(1);
  return frame?.id ?? (await addFrame(ctx, { shotId })).id;
};

/** Make an accepted version the one its frame shows; a new number moves the frame's status on. Inside a transaction that holds the frame's lock. */
export async function showVersion(
  ctx: StudioContext,
  frame: typeof frames.$inferSelect,
  versionId: string,
  number: number,
) {
  const isNew = number > frame.lastNumber;
  const status = isNew ? await statusOfNewVersion(ctx, frame, versionId) : frame.status;
  await ctx.db
    .update(frames)
    .set({
      currentVersionId: versionId,
      lastNumber: Math.max(frame.lastNumber, number),
      status,
      updatedAt: sql`now()`,
      revision: sql`${frames.revision} + 1`,
    })
    .where(eq(frames.id, frame.id));
  ctx.announcements?.push({ topic: "frame", id: frame.id, projectId: frame.projectId });
  await followFrames(ctx, frame.shotId, frame.projectId, versionId);
  if (isNew) {
    const to = await hearersOf(ctx, frame.shotId, frame.projectId);
    await notify(ctx, to, { kind: "version", subjectId: versionId, projectId: frame.projectId, data: { number } });
  }
}
