import type { frames } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { followAs, hearersOf, notifySaid } from "@/server/inbox/notify";

/** News of a note or a judgement, to whoever is named in it and whoever follows the shot; its writer follows from now on. */
export async function tellOfNote(
  ctx: StudioContext,
  { id: frameId, shotId, projectId }: Pick<typeof frames.$inferSelect, "id" | "shotId" | "projectId">,
  { status, text, audience }: { status: string | null; text: string; audience: "team" | "client" },
): Promise<void> {
  const to = await hearersOf(ctx, shotId, projectId);
  const kind = status ? "status" : "note";
  const data = { text: text.slice(0, 400), ...(status ? { status } : {}) };
  await notifySaid(ctx, { kind, subjectId: frameId, projectId, audience, data, text, to });
  if (ctx.actor.kind === "user") await followAs(ctx, ctx.actor.id, shotId);
}
