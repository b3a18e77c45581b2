import { z } from "zod";
import { idOf } from "@/contract/ids";
import { code } from "@/contract/names";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError } from "@/server/errors";
import { projectOrThrow } from "@/server/projects/access";
import { lockShots } from "./lock-shots";
import { recordShots } from "./record-shots";
import { writeCodes } from "./write-codes";

export const RenumberShots = z.object({
  projectId: idOf("project"),
  changes: z
    .array(z.object({ shotId: idOf("shot"), from: z.string().max(60), to: code("The shot code") }))
    .min(1)
    .max(5_000),
});

/**
 * Give many shots new codes in one act; codes may change places. Refused as a whole when a shot is not called `from` any
 * more or a code belongs to a shot that stays. The way back is the same with `from` and `to` exchanged.
 */
export async function renumberShots(ctx: StudioContext, input: z.input<typeof RenumberShots>) {
  requireMay(ctx, "edit shots");
  const { projectId, changes } = RenumberShots.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const rows = await lockShots(
      ctx,
      projectId,
      changes.map(({ shotId }) => shotId),
    );
    const codeOf = new Map(rows.map(({ id, code }) => [id, code]));
    const moved = changes.find(({ shotId, from }) => codeOf.get(shotId) !== from);
    if (moved)
      throw new ConflictError(
        `${moved.from} is called ${codeOf.get(moved.shotId)} by now. Nothing was changed: look at the preview again.`,
      );
    const real = changes.filter(({ from, to }) => from !== to);
    await writeCodes(
      ctx,
      projectId,
      real.map(({ shotId, to }) => ({ id: shotId, code: to })),
    );
    await recordShots(
      ctx,
      projectId,
      real.map(({ shotId, from, to }) => ({ id: shotId, verb: "renumbered the shot", data: { from, code: to } })),
    );
    return { changed: real.length };
  });
}
