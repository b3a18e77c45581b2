import { sql } from "drizzle-orm";
import { warmBonus } from "@/contract/queue/affinity";
import type { Schedule } from "@/contract/queue/schedule";
import type { Db, Tx } from "@/db/client";
import { fits } from "./fits";

/** What a process knows of a node's matches: class ids as array literals, ready to be sent. Stale when `epoch` is. */
export type Matches = {
  epoch: number;
  schedule: Schedule | null;
  /** Classes the node may run, and all the team has. */
  eligible: string;
  known: string;
  /** Bonus in seconds by class, as two arrays, for the models the node holds. */
  warm(loaded: readonly string[]): { key: string; classes: string; bonuses: string };
};

type Row = {
  epoch: number;
  schedule: Schedule | null;
  loads: Record<string, number> | null;
  classes: [id: number, fits: boolean, models: string[]][] | null;
};

const keptMs = 60_000;
const most = 20_000;
const cache = new Map<string, { at: number; matches: Matches }>();

/** From memory, or read anew; undefined when there is no such node. `fresh`: what is remembered was found stale. */
export async function matchesOf(db: Db | Tx, nodeId: string, { fresh = false } = {}): Promise<Matches | undefined> {
  const known = cache.get(nodeId);
  if (known && !fresh && Date.now() - known.at < keptMs) return known.matches;
  const matches = await readMatches(db, nodeId);
  if (cache.size >= most) cache.clear();
  if (matches) cache.set(nodeId, { at: Date.now(), matches });
  else cache.delete(nodeId);
  return matches;
}

/** One statement, so that epoch and classes are of one moment. */
async function readMatches(db: Db | Tx, nodeId: string): Promise<Matches | undefined> {
  const [row] = await db.execute<Row>(sql`
    select n.epoch, n.schedule,
      (select jsonb_object_agg(l.model, l.seconds) from model_loads l where l.node_id = n.id) as loads,
      (select jsonb_agg(jsonb_build_array(c.id, ${sql.raw(fits("c", "n"))}, to_jsonb(c.models)) order by c.id)
        from job_classes c where c.team_id = n.team_id) as classes
    from nodes n where n.id = ${nodeId}`);
  if (!row) return undefined;
  const classes = row.classes ?? [];
  const able = classes.filter(([, may]) => may);
  const loadSeconds = new Map(Object.entries(row.loads ?? {}));
  const withModels = able.flatMap(([id, , models]) => (models.length > 0 ? [{ id, models }] : []));
  let last = { asked: "", warm: { key: "", classes: "{}", bonuses: "{}" } };
  return {
    epoch: row.epoch,
    schedule: row.schedule,
    eligible: literal(able.map(([id]) => id)),
    known: literal(classes.map(([id]) => id)),
    warm(loaded) {
      const asked = [...loaded].sort().join("\n");
      if (asked === last.asked) return last.warm;
      const held = new Set(loaded);
      const warm = withModels
        .map(({ id, models }) => ({ id, bonus: warmBonus(models, held, loadSeconds) }))
        .filter(({ bonus }) => bonus > 0);
      const [classes, bonuses] = [literal(warm.map(({ id }) => id)), literal(warm.map((one) => one.bonus))];
      last = { asked, warm: { key: `${classes} ${bonuses}`, classes, bonuses } };
      return last.warm;
    },
  };
}

const literal = (values: readonly number[]) => `{${values.join(",")}}`;
