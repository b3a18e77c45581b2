/** For how long an empty answer stands for others: a lost notice costs no more than this and the sweep. */
const quietMs = 1000;

type Team = { heard: number; words: Map<string, number> };

/** Which kinds of node found nothing just now, by team. Forgotten with every notice that something came. */
export class Quiet {
  readonly #teams = new Map<string, Team>();
  #heard = 0;

  /** A mark of what was heard so far, taken before asking. */
  heard(teamId: string): number {
    return this.#teams.get(teamId)?.heard ?? this.#heard;
  }

  /** Nothing for nodes of this word, asked at `heard`; worthless when something came since. */
  add(teamId: string, word: string, heard: number): void {
    if (this.heard(teamId) !== heard) return;
    const team = this.#teams.get(teamId) ?? { heard, words: new Map() };
    if (team.words.size > 500) team.words.clear();
    team.words.set(word, performance.now());
    this.#teams.set(teamId, team);
  }

  has(teamId: string, word: string): boolean {
    const at = this.#teams.get(teamId)?.words.get(word);
    return at !== undefined && performance.now() - at < quietMs;
  }

  forget(teamId: string): void {
    this.#teams.set(teamId, { heard: ++this.#heard, words: new Map() });
  }

  forgetAll(): void {
    for (const teamId of this.#teams.keys()) this.forget(teamId);
  }
}
