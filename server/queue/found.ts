/** For how long a search is trusted at most, though nobody told that the line changed. */
const keptMs = 1000;

type List = { at: number; seqs: string[] };
type Found = {
  lists: Map<string, Map<string, List>>;
  /** Numbers of jobs this process took since the team's lists were begun: other lists may still name them. */
  taken: Map<string, Set<string>>;
};
// Next loads a module more than once; a notice must reach all that was found.
const held = globalThis as typeof globalThis & { backlotFound?: Found };
held.backlotFound ??= { lists: new Map(), taken: new Map() };
const { lists, taken } = held.backlotFound;

/**
 * What a search found and did not take, in order, for nodes that match and hold the same: the next of them needs no
 * search. Each number is handed out once, so claimers of one process do not meet on a row. A hint only: the take
 * itself looks whether the job is still there.
 */
export const found = {
  next(teamId: string, key: string): string | undefined {
    const list = lists.get(teamId)?.get(key);
    if (!list || performance.now() - list.at > keptMs) return undefined;
    const gone = taken.get(teamId);
    for (let seq = list.seqs.shift(); seq !== undefined; seq = list.seqs.shift()) {
      if (gone?.has(seq)) continue;
      this.took(teamId, seq);
      return seq;
    }
    return undefined;
  },
  keep(teamId: string, key: string, seqs: readonly string[]): void {
    const team = lists.get(teamId) ?? new Map<string, List>();
    if (team.size > 500) team.clear();
    lists.set(teamId, team.set(key, { at: performance.now(), seqs: [...seqs] }));
  },
  took(teamId: string, seq: string): void {
    const gone = taken.get(teamId) ?? new Set<string>();
    if (gone.size > 20_000) gone.clear();
    taken.set(teamId, gone.add(seq));
  },
  /** It was named and not taken, for whatever reason: another list may name it again. */
  missed(teamId: string, seq: string): void {
    taken.get(teamId)?.delete(seq);
  },
  /** Something came into the team's line, or its order changed. */
  forget(teamId: string): void {
    lists.delete(teamId);
    taken.delete(teamId);
  },
};
