import { sql } from "drizzle-orm";
import { modelLoads } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { forgetMatches } from "@/server/queue/matches";

/** Remember how long models took to load on a node: the newest counts for a third, so one slow disk hour is forgotten. */
export async function learnLoads(
  { db }: StudioContext,
  nodeId: string,
  loads: Readonly<Record<string, number>>,
): Promise<void> {
  // In one order, so that two results of a node cannot hold each other up.
  const rows = Object.entries(loads)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, 50)
    .map(([model, seconds]) => ({ nodeId, model, seconds }));
  if (rows.length === 0) return;
  await db
    .insert(modelLoads)
    .values(rows)
    .onConflictDoUpdate({
      target: [modelLoads.nodeId, modelLoads.model],
      set: {
        seconds: sql`${modelLoads.seconds} * 2 / 3 + excluded.seconds / 3`,
        samples: sql`${modelLoads.samples} + 1`,
      },
    });
  forgetMatches(nodeId);
}
