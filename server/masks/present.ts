import { z } from "zod";
import { idOf } from "@/contract/ids";
import { PresenceState } from "@/contract/presence";
import { requireMay, requireUser, type StudioContext } from "@/server/context";
import { tellPresence } from "@/server/live/presence";
import { versionOrThrow } from "@/server/storyboard/access";

export const Present = z.object({
  versionId: idOf("version"),
  /** Random, made by the tab. */
  tab: z.string().min(8).max(40),
  state: PresenceState,
});

// Many times a second for the same few rooms: asking the database each time would cost more than the telling.
const seen = new Map<string, number>();
const trustMs = 30_000;

/** Where somebody's pointer is on a canvas and what they are drawing, for the others who have it open. Nothing is kept. */
export async function present(ctx: StudioContext, input: z.input<typeof Present>) {
  requireMay(ctx, "paint masks");
  const { id: userId, name } = requireUser(ctx);
  const { versionId, tab, state } = Present.parse(input);
  const room = `${ctx.teamId}:${versionId}`;
  if (Date.now() - (seen.get(room) ?? 0) > trustMs) {
    await versionOrThrow(ctx, versionId);
    if (seen.size > 1_000) seen.clear();
    seen.set(room, Date.now());
  }
  await tellPresence(ctx, { ...state, room: versionId, tab, userId, name });
}
