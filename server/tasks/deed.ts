import type { Topic } from "@/contract/events";
import { activity } from "@/db/schema";
import { announce, type StudioContext } from "@/server/context";

/** Beyond so many rows one event stands for all: browsers ask the same queries again either way. */
const manyEvents = 40;

export const asSystem = <Ctx extends StudioContext>(ctx: Ctx): Ctx => ({
  ...ctx,
  actor: { kind: "system", id: "system", name: "Backlot" },
});

type Act = {
  verb: string;
  projectId: string;
  /** What it was done to; with more than one the act is the project's. */
  ids: readonly string[];
  topic?: Topic;
  data?: Record<string, unknown>;
};

/** One activity row for an act over one thing or many, and its events. The answer is the act's number: its way back. */
export async function recordAct(ctx: StudioContext, { verb, projectId, ids, topic = "shot", data }: Act) {
  const [only] = ids.length === 1 ? ids : [];
  const [row] = await ctx.db
    .insert(activity)
    .values({
      ...{ teamId: ctx.teamId, projectId, actorKind: ctx.actor.kind, actorId: ctx.actor.id, verb },
      subject: only ? topic : "project",
      subjectId: only ?? projectId,
      data: data ?? {},
    })
    .returning({ id: activity.id });
  const touched = ids.length > manyEvents ? [projectId] : ids;
  announce(ctx, ...touched.map((id) => ({ topic, id, projectId })));
  return row?.id ?? 0;
}
