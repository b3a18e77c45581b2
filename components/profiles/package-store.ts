/** What the store needs of a picture; the screen's own type has more. */
export interface StoredImage {
  id: string;
  slot: string | null;
  keep: boolean | null;
}

/** The candidates as they are listed now, and how to bring one of them to focus that may not be mounted. */
export interface TrayList {
  ids: readonly string[];
  reveal: (id: string) => void;
}

type Listener = () => void;
/** What a part of the screen listens to: one picture, or one of these. */
type Topic = string | "all" | "focus" | "selection";

/**
 * The pictures of a package, outside React: a cell listens to its own picture, so a key repaints one or two cells and
 * never the grid. Changes that are on their way to the server lie over what it said until it says the same.
 */
export class PackageStore<Image extends StoredImage> {
  private server = new Map<string, Image>();
  private order: readonly string[] = [];
  private over = new Map<string, { change: Partial<Image>; from: number }[]>();
  private shown = new Map<string, Image>();
  private everything: readonly Image[] = [];
  private focused: string | null = null;
  private chosen: ReadonlySet<string> = new Set();
  private listeners = new Map<Topic, Set<Listener>>();
  private tray: TrayList | null = null;
  private acts = 0;

  constructor(images: readonly Image[]) {
    this.receive(images);
  }

  subscribe = (topic: Topic, listener: Listener): (() => void) => {
    const set = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, set.add(listener));
    return () => void set.delete(listener);
  };

  image = (id: string): Image | undefined => this.shown.get(id);
  /** All pictures in order; the same array until one changes. */
  all = (): readonly Image[] => this.everything;
  focus = (): string | null => this.focused;
  selection = (): ReadonlySet<string> => this.chosen;

  /** What the server has. Pictures that did not change keep their identity, so their cells stay as they are. */
  receive(images: readonly Image[]): void {
    this.server = new Map(images.map((image) => [image.id, image]));
    this.order = images.map(({ id }) => id);
    if (this.focused !== null && !this.server.has(this.focused)) this.setFocus(null);
    const left = [...this.chosen].filter((id) => this.server.has(id));
    if (left.length !== this.chosen.size) this.select(left);
    this.rebuild();
  }

  /** Shows changes at once. Call the answer when the server has them, or refused them: the server's word then counts. */
  put(changes: readonly { id: string; change: Partial<Image> }[]): () => void {
    const from = ++this.acts;
    for (const { id, change } of changes) this.over.set(id, [...(this.over.get(id) ?? []), { change, from }]);
    this.rebuild(changes.map(({ id }) => id));
    return () => {
      for (const { id } of changes) {
        const rest = (this.over.get(id) ?? []).filter((one) => one.from !== from);
        if (rest.length > 0) this.over.set(id, rest);
        else this.over.delete(id);
      }
      this.rebuild(changes.map(({ id }) => id));
    };
  }

  setFocus(id: string | null): void {
    if (id === this.focused) return;
    const before = this.focused;
    this.focused = id;
    this.tell(before, id, "focus");
  }

  select(ids: Iterable<string>): void {
    const before = this.chosen;
    this.chosen = new Set(ids);
    const changed = [...before, ...this.chosen].filter((id) => before.has(id) !== this.chosen.has(id));
    if (changed.length > 0) this.tell(...changed, "selection");
  }

  /** Says what the tray lists. Answers how to take that back. */
  listTray(tray: TrayList): () => void {
    this.tray = tray;
    return () => {
      if (this.tray === tray) this.tray = null;
    };
  }

  /** The candidate listed after this one, or before it at the end of the tray; undefined when it is not listed. */
  nextInTray(id: string): string | undefined {
    const ids = this.tray?.ids ?? [];
    const at = ids.indexOf(id);
    return at < 0 ? undefined : (ids[at + 1] ?? ids[at - 1]);
  }

  /** Brings a candidate to the keyboard; false when the tray does not list it. */
  reveal(id: string): boolean {
    if (!this.tray?.ids.includes(id)) return false;
    this.tray.reveal(id);
    return true;
  }

  toggle(id: string): void {
    const next = new Set(this.chosen);
    if (!next.delete(id)) next.add(id);
    this.select(next);
  }

  private rebuild(only?: readonly string[]): void {
    const changed: string[] = [];
    for (const id of only ?? this.order) {
      const base = this.server.get(id);
      const now = base && this.laidOver(base);
      const was = this.shown.get(id);
      if (now && (!was || !same(was, now))) {
        this.shown.set(id, now);
        changed.push(id);
      }
    }
    const gone = only ? [] : [...this.shown.keys()].filter((id) => !this.server.has(id));
    for (const id of gone) this.shown.delete(id);
    const everything = this.order.flatMap((id) => this.shown.get(id) ?? []);
    const moved =
      everything.length !== this.everything.length || everything.some((image, at) => image !== this.everything[at]);
    if (!moved) return;
    this.everything = everything;
    this.tell(...changed, "all");
  }

  private laidOver(base: Image): Image {
    const changes = this.over.get(base.id);
    return changes ? Object.assign({}, base, ...changes.map(({ change }) => change)) : base;
  }

  private tell(...topics: (Topic | null)[]): void {
    for (const topic of topics) if (topic !== null) for (const listener of this.listeners.get(topic) ?? []) listener();
  }
}

/** Whether two pictures say the same; what the server said again has records of its own in its fields. */
const same = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (!isPlain(a) || !isPlain(b)) return false;
  const mine = Object.entries(a);
  return mine.length === Object.keys(b).length && mine.every(([name, value]) => name in b && same(value, b[name]));
};
const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && (Array.isArray(value) || value.constructor === Object);
