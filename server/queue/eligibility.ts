/**
 * Which of a team's classes a node may run, of those known: array literals ready to be sent, and sets to look into. Nodes
 * that may run the same share one object, so a thousand of a kind cost as much as one.
 */
export class Eligibility {
  /** Class ids in ascending order, `{1,2}`. */
  readonly eligible: string;
  readonly known: string;
  readonly may: ReadonlySet<number>;
  readonly knows: ReadonlySet<number>;
  readonly newest: number;
  readonly #next = new Map<string, Eligibility>();

  private constructor(may: readonly number[], knows: readonly number[]) {
    this.eligible = literal(may);
    this.known = literal(knows);
    this.may = new Set(may);
    this.knows = new Set(knows);
    this.newest = knows.at(-1) ?? 0;
  }

  /** Both in ascending order. */
  static of(may: readonly number[], knows: readonly number[]): Eligibility {
    const key = `${may.join()} ${knows.join()}`;
    const shared = all.get(key)?.deref();
    if (shared) return shared;
    const made = new Eligibility(may, knows);
    if (all.size > 2000) all.clear();
    all.set(key, new WeakRef(made));
    return made;
  }

  /** The same with one more class, newer than all known. */
  with(id: number, may: boolean): Eligibility {
    const key = `${id} ${may}`;
    const known = this.#next.get(key);
    if (known) return known;
    const next = Eligibility.of(may ? [...this.may, id] : [...this.may], [...this.knows, id]);
    this.#next.set(key, next);
    return next;
  }
}

const all = new Map<string, WeakRef<Eligibility>>();
const literal = (values: readonly number[]) => `{${values.join(",")}}`;
