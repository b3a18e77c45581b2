import { isOn } from "@/contract/script/automations";
import { statusAfterNewVersion } from "@/contract/status-set";
import type { frames } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { statusesOf } from "@/server/statuses/read";
import { asSystem, recordAct } from "@/server/tasks/deed";
import { automationsOff, followShots } from "@/server/tasks/follow";

type Frame = Pick<typeof frames.$inferSelect, "id" | "projectId" | "status">;

/** What a new picture does to a frame: work has begun, or what was sent back or approved asks for eyes again. */
export async function statusOfNewVersion(ctx: StudioContext, frame: Frame, cause: string) {
  const [set, off] = await Promise.all([statusesOf(ctx), automationsOff(ctx, frame.projectId)]);
  const retakeAsks = isOn(off, "retake-asks");
  const status = statusAfterNewVersion(set, frame.status, { retakeAsks });
  if (set.of(frame.status).isRetake && status !== frame.status)
    await recordAct(asSystem(ctx), {
      verb: "asked for review: a new version came",
      ...{ projectId: frame.projectId, topic: "frame", ids: [frame.id] },
      data: { automation: "retake-asks", cause, before: frame.status, after: status },
    });
  return status;
}

/** Let the shot and its Board task follow the frames; call it in the transaction that changed one. `cause` is the id of what led to it. */
export const followFrames = (ctx: StudioContext, shotId: string, projectId: string, cause = shotId): Promise<void> =>
  followShots(ctx, { projectId, shotIds: [shotId], cause });
