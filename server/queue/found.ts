/** For how long a search is trusted at most, though nobody told that the line changed. */
const keptMs = 250;

type List = { at: number; seqs: string[] };
const lists = new Map<string, Map<string, List>>();

/**
 * What a search found and did not take, in order, for nodes that match and hold the same: the next of them needs no
 * search. Each number is handed out once, so claimers of one process do not meet on a row. A hint only: the take
 * itself looks whether the job is still there.
 */
export const found = {
  next(teamId: string, key: string): string | undefined {
    const list = lists.get(teamId)?.get(key);
    if (!list || performance.now() - list.at > keptMs) return undefined;
    return list.seqs.shift();
  },
  /** `taken` is the one the search itself took. */
  keep(teamId: string, key: string, seqs: readonly string[], taken: string): void {
    const team = lists.get(teamId) ?? new Map<string, List>();
    if (team.size > 500) team.clear();
    lists.set(teamId, team.set(key, { at: performance.now(), seqs: seqs.filter((seq) => seq !== taken) }));
  },
  /** Something came into the team's line, or its order changed. */
  forget(teamId: string): void {
    lists.delete(teamId);
  },
};
