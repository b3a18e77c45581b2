import { and, asc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { copyCodes } from "@/contract/script/codes";
import { sequences, shotCast, shots } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { projectOrThrow } from "@/server/projects/access";
import { lockShots } from "./lock-shots";
import { recordShots } from "./record-shots";
import { allCodes } from "./write-codes";

export const DuplicateShots = z.object({
  projectId: idOf("project"),
  shotIds: z.array(idOf("shot")).min(1).max(500),
});

/** Copies right behind their originals: words, camera, frames, place and cast; no pictures, notes or work done. */
export async function duplicateShots(ctx: StudioContext, input: z.input<typeof DuplicateShots>) {
  requireMay(ctx, "edit shots");
  const { projectId, shotIds } = DuplicateShots.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    await lockShots(ctx, projectId, shotIds);
    const originals = await ctx.db
      .select({ shot: shots })
      .from(shots)
      .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
      .where(and(eq(shots.teamId, ctx.teamId), isOneOf(shots.id, shotIds)))
      .orderBy(asc(sequences.position), asc(sequences.id), asc(shots.position), asc(shots.id));
    const codes = copyCodes(
      originals.map(({ shot }) => shot.code),
      await allCodes(ctx, projectId),
    );
    const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const before = new Map<string, number>();
    const copies = originals.map(({ shot }, at) => {
      const { scene, description, durationFrames, frameIn, size, angle, move, lens, sequenceId } = shot;
      // Copies made earlier in the sequence have moved this original down by as many.
      const earlier = before.get(sequenceId) ?? 0;
      before.set(sequenceId, earlier + 1);
      const row = {
        ...{ id: newId("shot"), teamId: ctx.teamId, projectId, sequenceId, code: codes[at] ?? "", createdBy },
        ...{ scene, description, durationFrames, frameIn, size, angle, move, lens },
        ...{ environmentId: shot.environmentId, environmentStateId: shot.environmentStateId },
        position: shot.position + earlier + 1,
      };
      return { original: shot.id, row };
    });
    // From the last to the first: what is moved aside for one copy is not moved again for it.
    for (const { shot } of [...originals].reverse())
      await ctx.db
        .update(shots)
        .set({ position: sql`${shots.position} + 1` })
        .where(
          and(eq(shots.teamId, ctx.teamId), eq(shots.sequenceId, shot.sequenceId), gt(shots.position, shot.position)),
        );
    await orConflict(ctx.db.insert(shots).values(copies.map(({ row }) => row)), {
      shots_project_code: ["Somebody made a shot with one of these codes just now. Try again.", "shotIds"],
    });
    await copyCast(ctx, new Map(copies.map(({ original, row }) => [original, row.id])));
    await recordShots(
      ctx,
      projectId,
      copies.map(({ row }) => ({ id: row.id, verb: "created the shot", data: { code: row.code } })),
    );
    return copies.map(({ row }) => ({ id: row.id, code: row.code }));
  });
}

async function copyCast(ctx: StudioContext, copyOf: ReadonlyMap<string, string>): Promise<void> {
  const rows = await ctx.db
    .select()
    .from(shotCast)
    .where(and(eq(shotCast.teamId, ctx.teamId), isOneOf(shotCast.shotId, [...copyOf.keys()])));
  if (rows.length === 0) return;
  await ctx.db.insert(shotCast).values(rows.map((row) => ({ ...row, shotId: copyOf.get(row.shotId) ?? row.shotId })));
}
