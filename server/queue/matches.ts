import { sql } from "drizzle-orm";
import { warmBonus } from "@/contract/queue/affinity";
import type { Schedule } from "@/contract/queue/schedule";
import type { Db, Tx } from "@/db/client";
import { Eligibility } from "./eligibility";
import { fits } from "./fits";
import { holders } from "./holders";

/** What a process knows of a node's matches: class ids as array literals, ready to be sent. Stale when `epoch` is. */
export type Matches = {
  teamId: string;
  epoch: number;
  schedule: Schedule | null;
  /** Classes the node may run, and all the team has; grows as new classes are learned. */
  classes: Eligibility;
  /** Seconds of loading by model, where measured. */
  loads: ReadonlyMap<string, number>;
  warmth?: { asked: string; of: Eligibility; warm: Warm };
};
/**
 * As arrays: classes with models the node holds and the seconds that saves; classes with models only other nodes hold and the
 * seconds loading them here would take.
 */
export type Warm = { key: string; classes: string; bonuses: string; elsewhere: string; costs: string };

type Row = {
  team_id: string;
  epoch: number;
  schedule: Schedule | null;
  loads: Record<string, number> | null;
  classes: [id: number, fits: boolean, models: string[]][] | null;
};
type Team = {
  /** Models by class, for those that need any. */
  models: Map<number, readonly string[]>;
  nodes: Map<string, { at: number; matches: Matches }>;
};

const keptMs = 60_000;
/** While the process hears of every change of a node there is no need to look again so soon. */
const keptListeningMs = 15 * 60_000;
const most = 20_000;

// Next loads a module more than once; what a notice takes away must be gone for all of them.
const held = globalThis as typeof globalThis & {
  backlotMatches?: { teams: Map<string, Team>; listening: boolean; forgotten: number };
};
const cache = () => {
  held.backlotMatches ??= { teams: new Map(), listening: false, forgotten: 0 };
  return held.backlotMatches;
};
const none = new Map<string, number>();

/** A node changed, so what is known of its matches may be wrong; all of them when no node is named. */
export function forgetMatches(nodeId?: string): void {
  cache().forgotten++;
  if (nodeId === undefined) cache().teams.clear();
  else for (const { nodes } of cache().teams.values()) nodes.delete(nodeId);
}

/** Whether changes of nodes are heard: what is known is then trusted for longer. */
export const listensForNodes = (listening: boolean): void => {
  cache().listening = listening;
  forgetMatches();
};

/** What is known of a node without asking, if it is still to be trusted. */
export function knownMatches(teamId: string, nodeId: string): Matches | undefined {
  const { teams, listening } = cache();
  const known = teams.get(teamId)?.nodes.get(nodeId);
  return known && Date.now() - known.at < (listening ? keptListeningMs : keptMs) ? known.matches : undefined;
}

/** From memory, or read anew; undefined when there is no such node. `fresh`: what is remembered was found stale. */
export async function matchesOf(
  db: Db | Tx,
  { teamId, nodeId }: { teamId: string; nodeId: string },
  { fresh = false } = {},
): Promise<Matches | undefined> {
  const known = fresh ? undefined : knownMatches(teamId, nodeId);
  if (known) return known;
  const team = teamOf(teamId);
  const { forgotten } = cache();
  const matches = await readMatches(db, team, nodeId);
  if (team.nodes.size >= most) team.nodes.clear();
  // A change that was heard of meanwhile may not be in what was read.
  if (matches && forgotten === cache().forgotten) team.nodes.set(nodeId, { at: Date.now(), matches });
  else team.nodes.delete(nodeId);
  return matches;
}

const teamOf = (teamId: string): Team => {
  const team = cache().teams.get(teamId) ?? { models: new Map(), nodes: new Map() };
  cache().teams.set(teamId, team);
  return team;
};

/** One statement, so that epoch and classes are of one moment. */
async function readMatches(db: Db | Tx, team: Team, nodeId: string): Promise<Matches | undefined> {
  const [row] = await db.execute<Row>(sql`
    select n.team_id, n.epoch, n.schedule,
      (select jsonb_object_agg(l.model, l.seconds) from model_loads l where l.node_id = n.id) as loads,
      (select jsonb_agg(jsonb_build_array(c.id, ${sql.raw(fits("c", "n"))}, to_jsonb(c.models)) order by c.id)
        from job_classes c where c.team_id = n.team_id) as classes
    from nodes n where n.id = ${nodeId}`);
  if (!row) return undefined;
  const classes = row.classes ?? [];
  for (const [id, , models] of classes) if (models.length > 0) team.models.set(id, models);
  const may = classes.flatMap(([id, may]) => (may ? [id] : []));
  return {
    ...{ teamId: row.team_id, epoch: row.epoch, schedule: row.schedule },
    classes: Eligibility.of(
      may,
      classes.map(([id]) => id),
    ),
    loads: row.loads ? new Map(Object.entries(row.loads)) : none,
  };
}

/** What a node saves by class with these models in memory, and what it might leave to others. */
export function warmOf(matches: Matches, loaded: readonly string[]): Warm {
  const others = holders.of(matches.teamId);
  const asked = `${others.key} ${[...loaded].sort().join("\n")}`;
  const { warmth, classes: of } = matches;
  if (warmth?.asked === asked && warmth.of === of) return warmth.warm;
  const inMemory = new Set(loaded);
  const [here, there]: [[number, number][], [number, number][]] = [[], []];
  const { models } = teamOf(matches.teamId);
  for (const [id, needed] of models) {
    if (!of.may.has(id)) continue;
    const bonus = warmBonus(needed, inMemory, matches.loads);
    if (bonus > 0) here.push([id, bonus]);
    else if (needed.every((model) => others.models.has(model)))
      there.push([id, warmBonus(needed, new Set(needed), matches.loads)]);
  }
  const [classes, bonuses, elsewhere, costs] = [list(here, 0), list(here, 1), list(there, 0), list(there, 1)];
  const warm = { key: `${classes} ${bonuses} ${elsewhere} ${costs}`, classes, bonuses, elsewhere, costs };
  matches.warmth = { asked, of, warm };
  return warm;
}

const list = (pairs: readonly [number, number][], at: 0 | 1) => `{${pairs.map((pair) => pair[at]).join(",")}}`;

type Learned = { id: number; models: string[]; nodes: Record<string, number> | null };

/**
 * Make sure that what is known of a team's nodes here covers these classes: one statement for all nodes. A node that
 * changed meanwhile is forgotten, not guessed at.
 */
export async function learnClasses(db: Db | Tx, teamId: string, classIds: readonly number[]): Promise<void> {
  const team = teamOf(teamId);
  const unknown = new Set<number>();
  for (const { matches } of team.nodes.values())
    for (const id of classIds) if (!matches.classes.knows.has(id)) unknown.add(id);
  if (unknown.size === 0) return;
  const rows = await db.execute<Learned>(sql`
    select c.id, c.models, (select jsonb_object_agg(n.id, n.epoch) from nodes n
      where n.team_id = c.team_id and n.revoked_at is null and (c.pinned_node_id = '' or c.pinned_node_id = n.id)
        and ${sql.raw(fits("c", "n"))}) as nodes
    from job_classes c where c.team_id = ${teamId} and c.id = any(${sql.param([...unknown])}::int[]) order by c.id`);
  for (const { id, models, nodes } of rows) {
    if (models.length > 0) team.models.set(id, models);
    for (const [nodeId, { matches }] of team.nodes) {
      if (matches.classes.knows.has(id)) continue;
      const epoch = nodes?.[nodeId];
      // Out of order, or of another moment of the node: the next claim reads it whole.
      if (id < matches.classes.newest || (epoch !== undefined && epoch !== matches.epoch)) team.nodes.delete(nodeId);
      else matches.classes = matches.classes.with(id, epoch !== undefined);
    }
  }
}
