import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { versions } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError, PreconditionError } from "@/server/errors";
import { releaseApproved } from "@/server/queue/hold";
import { frameOrThrow, versionOrThrow } from "./access";
import { showVersion } from "./add-version";

export const DecideVersion = z.object({ versionId: idOf("version") });
export type DecideVersion = z.input<typeof DecideVersion>;

const decided = (state: string) =>
  new ConflictError(
    state === "accepted"
      ? "This result is accepted already: it is in the version tree."
      : "This result was rejected already: bring it back from the history first.",
  );

const decidedBy = (ctx: StudioContext) => (ctx.actor.kind === "user" ? ctx.actor.id : null);

/** A staged result becomes v+1. A picture becomes what the frame shows; a control map stays beside it. */
export async function acceptVersion(ctx: StudioContext, input: DecideVersion) {
  requireMay(ctx, "add versions");
  const { versionId } = DecideVersion.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { frameId } = await versionOrThrow(ctx, versionId);
    const frame = await frameOrThrow(ctx, frameId, { lock: true });
    const number = frame.lastNumber + 1;
    const [version] = await ctx.db
      .update(versions)
      .set({
        ...{ state: "accepted", number, decidedBy: decidedBy(ctx), decidedAt: sql`now()` },
        acceptedOver: { versionId: frame.currentVersionId, status: frame.status },
      })
      .where(and(eq(versions.id, versionId), eq(versions.state, "staged")))
      .returning();
    if (!version) throw decided((await versionOrThrow(ctx, versionId)).state);
    await showVersion(
      ctx,
      frame,
      version.kind === "picture" ? versionId : (frame.currentVersionId ?? versionId),
      number,
    );
    if (version.jobId) await releaseApproved(ctx, { jobId: version.jobId });
    await record(ctx, {
      verb: "accepted a result",
      topic: "version",
      id: versionId,
      projectId: frame.projectId,
      data: { frameId, number },
    });
    return { id: versionId, frameId, number };
  });
}

const move = (verb: string, from: "staged" | "rejected", to: "staged" | "rejected") =>
  async function moveVersion(ctx: StudioContext, input: DecideVersion) {
    requireMay(ctx, "add versions");
    const { versionId } = DecideVersion.parse(input);
    return withTransaction(ctx, async (ctx) => {
      const { frameId, projectId } = await versionOrThrow(ctx, versionId);
      const [version] = await ctx.db
        .update(versions)
        .set({ state: to, decidedBy: decidedBy(ctx), decidedAt: sql`now()` })
        .where(and(eq(versions.id, versionId), eq(versions.state, from)))
        .returning({ id: versions.id });
      if (!version) throw decided((await versionOrThrow(ctx, versionId)).state);
      await record(ctx, { verb, topic: "version", id: versionId, projectId, data: { frameId } }, [
        { topic: "frame", id: frameId, projectId },
      ]);
      return { id: versionId, frameId };
    });
  };

/** A staged result leaves the strip and stays in history. */
export const rejectVersion = move("rejected a result", "staged", "rejected");

/** A rejected result goes back to the strip: the undo of a rejection. */
export const restoreVersion = move("brought back a result", "rejected", "staged");

/** Show another accepted version of the frame. Its number and the status stay: nothing new was made. */
export async function chooseVersion(ctx: StudioContext, input: DecideVersion) {
  requireMay(ctx, "add versions");
  const { versionId } = DecideVersion.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const version = await versionOrThrow(ctx, versionId);
    if (version.state !== "accepted" || version.number === null || version.kind !== "picture")
      throw new PreconditionError("Only an accepted picture can be shown by its frame. Accept it first.");
    const frame = await frameOrThrow(ctx, version.frameId, { lock: true });
    await showVersion(ctx, frame, versionId, version.number);
    await record(ctx, {
      verb: "chose a version",
      topic: "version",
      id: versionId,
      projectId: frame.projectId,
      data: { frameId: frame.id, number: version.number },
    });
    return { id: versionId, frameId: frame.id, before: frame.currentVersionId };
  });
}
