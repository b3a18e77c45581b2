import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { code } from "@/contract/names";
import { shots } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { isOneOf } from "@/server/is-one-of";
import { projectOrThrow } from "@/server/projects/access";
import { lockShots } from "./lock-shots";
import { recordShots } from "./record-shots";
import { sequenceFor } from "./sequence-for";

export const PlaceShots = z.object({
  projectId: idOf("project"),
  /** Carried out in this order. `after` null: the first of its sequence; left out: the last. */
  places: z
    .array(
      z.object({
        shotId: idOf("shot"),
        sequence: code("The sequence code"),
        after: idOf("shot").nullable().optional(),
      }),
    )
    .min(1)
    .max(5_000),
});

/**
 * Put shots somewhere else in the story, into another sequence too (a new code makes a new one). One act; codes stay.
 * Returns where each stood before, ready to be given back as `places`.
 */
export async function placeShots(ctx: StudioContext, input: z.input<typeof PlaceShots>) {
  requireMay(ctx, "edit shots");
  const { projectId, places } = PlaceShots.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const moving = await lockShots(
      ctx,
      projectId,
      places.map(({ shotId }) => shotId),
    );
    const ids = new Map<string, string>();
    for (const sequence of new Set(places.map(({ sequence }) => sequence)))
      ids.set(sequence, await sequenceFor(ctx, projectId, sequence));
    const orders = await readOrders(ctx, projectId, [
      ...new Set([...ids.values(), ...moving.map(({ sequenceId }) => sequenceId)]),
    ]);
    const before = placesOf(
      orders,
      moving.map(({ id }) => id),
    );
    for (const { shotId, sequence, after } of places) move(orders, shotId, ids.get(sequence) ?? "", after);
    await writeOrders(ctx, orders);
    await recordShots(
      ctx,
      projectId,
      moving.map(({ id }) => ({ id, verb: "moved the shot" })),
    );
    return { before };
  });
}

type Order = { code: string; shots: { id: string; position: number; sequenceId: string }[] };

/** What stands in each sequence, archived shots too: they keep their place among the others. */
async function readOrders(ctx: StudioContext, projectId: string, sequenceIds: string[]): Promise<Map<string, Order>> {
  const codes = await ctx.db.query.sequences.findMany({
    columns: { id: true, code: true },
    where: (row) => and(eq(row.projectId, projectId), isOneOf(row.id, sequenceIds)),
  });
  const orders = new Map(codes.map(({ id, code }): [string, Order] => [id, { code, shots: [] }]));
  const rows = await ctx.db
    .select({ id: shots.id, position: shots.position, sequenceId: shots.sequenceId })
    .from(shots)
    .where(and(eq(shots.teamId, ctx.teamId), isOneOf(shots.sequenceId, sequenceIds)))
    .orderBy(asc(shots.position), asc(shots.id));
  for (const row of rows) orders.get(row.sequenceId)?.shots.push(row);
  return orders;
}

/** Where shots stand, in story order: put back one after the other, each finds its neighbour in place. */
function placesOf(orders: ReadonlyMap<string, Order>, ids: readonly string[]) {
  const wanted = new Set(ids);
  return [...orders.values()].flatMap(({ code, shots }) =>
    shots.flatMap(({ id }, at) =>
      wanted.has(id) ? [{ shotId: id, sequence: code, after: shots[at - 1]?.id ?? null }] : [],
    ),
  );
}

function move(orders: Map<string, Order>, id: string, to: string, after: string | null | undefined): void {
  let moved: Order["shots"][number] | undefined;
  for (const order of orders.values()) {
    const at = order.shots.findIndex((shot) => shot.id === id);
    if (at !== -1) [moved] = order.shots.splice(at, 1);
  }
  const target = orders.get(to);
  if (!moved || !target) throw new Error("a locked shot is in no sequence");
  const at = after == null ? -1 : target.shots.findIndex((shot) => shot.id === after);
  if (after != null && at === -1)
    throw new BadInputError("The shot to stand behind is in another sequence by now. Nothing was moved.", "places");
  target.shots.splice(after === undefined ? target.shots.length : at + 1, 0, moved);
}

async function writeOrders(ctx: StudioContext, orders: ReadonlyMap<string, Order>): Promise<void> {
  const changed = [...orders].flatMap(([sequenceId, { shots }]) =>
    shots.flatMap((shot, at) =>
      shot.position === at + 1 && shot.sequenceId === sequenceId ? [] : [{ id: shot.id, position: at + 1, sequenceId }],
    ),
  );
  if (changed.length === 0) return;
  await ctx.db.execute(sql`
    update shots set position = wanted.position, sequence_id = wanted.sequence_id,
      updated_at = now(), revision = shots.revision + 1
    from jsonb_to_recordset(${JSON.stringify(changed.map(({ id, position, sequenceId }) => ({ id, position, sequence_id: sequenceId })))}::jsonb)
      as wanted(id text, position int, sequence_id text)
    where shots.id = wanted.id and shots.team_id = ${ctx.teamId}`);
}
