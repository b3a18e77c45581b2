/** A node that was not given anything for so long may have been switched off. */
const keptMs = 10 * 60_000;

type Team = { nodes: Map<string, { models: readonly string[]; at: number }>; counts: Map<string, number>; key: number };
const held = globalThis as typeof globalThis & { backlotHolders?: Map<string, Team> };
const teams = (): Map<string, Team> => {
  held.backlotHolders ??= new Map();
  return held.backlotHolders;
};

/**
 * Which models some node of a team has in memory, by what this process gave them and heard from them: a hint for whom to
 * leave a job to, never a promise.
 */
export const holders = {
  /** The node has these in memory, or will when it begins what it was just given. */
  note(teamId: string, nodeId: string, models: readonly string[]): void {
    const team = teams().get(teamId) ?? { nodes: new Map(), counts: new Map(), key: 0 };
    teams().set(teamId, team);
    const known = team.nodes.get(nodeId);
    const now = performance.now();
    team.nodes.set(nodeId, { models, at: now });
    if (known && same(known.models, models)) return;
    for (const [other, { at }] of team.nodes) if (now - at > keptMs) team.nodes.delete(other);
    const counts = new Map<string, number>();
    for (const { models } of team.nodes.values()) for (const one of models) counts.set(one, (counts.get(one) ?? 0) + 1);
    if (!same([...team.counts.keys()].sort(), [...counts.keys()].sort())) team.key++;
    team.counts = counts;
  },
  /** Models in memory of any node of the team, and a word that changes when they do. */
  of(teamId: string): { key: number; models: Pick<ReadonlyMap<string, number>, "has"> } {
    const team = teams().get(teamId);
    return { key: team?.key ?? 0, models: team?.counts ?? none };
  },
};

const none = new Map<string, number>();
const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((one, n) => one === b[n]);
