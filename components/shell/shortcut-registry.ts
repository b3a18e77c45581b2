import { isSingleKey, matchesChord, type Press, parseChord } from "@/components/shell/shortcut-match";

export interface Shortcut {
  /** What it does, as listed in the sheet and the palette: "Approve frame". */
  label: string;
  run: (event: Press) => void;
  /** False: not now. The key then falls through to the next scope. */
  when?: () => boolean;
  /** Also fires while a key is held down. */
  repeat?: boolean;
  /** Also fires in text fields. Only for chords with Mod. */
  inText?: boolean;
  /** Kept out of the palette: it moves or selects, it is no act. */
  quiet?: boolean;
}

/** Keys as in "Mod+K", "Shift+D", "g t" (one after the other); several ways to one act are separated by ", ". */
export type ShortcutMap = Readonly<Record<string, Shortcut>>;

export interface ScopeOptions {
  /** Letters by their place on the keyboard, for tools. */
  physical?: boolean;
  /** Turns "g then …" off while the scope is mounted, e.g. in the canvas. */
  noPrefix?: boolean;
}

export interface Scope extends ScopeOptions {
  name: string;
  map: ShortcutMap;
}

export interface Situation {
  mac: boolean;
  /** The event's target takes text, or an IME is composing. */
  inText: boolean;
  repeat: boolean;
  singleKeys: boolean;
  /** Milliseconds. */
  now: number;
}

const patience = 1200;

/** Holds the mounted scopes; the latest mounted is asked first. Knows no browser. */
export class ShortcutRegistry {
  private scopes: Scope[] = [];
  private pending: { first: string; until: number } | null = null;
  private listeners = new Set<() => void>();
  private snapshot: readonly Scope[] = [];

  add(scope: Scope): () => void {
    for (const keys of Object.keys(scope.map)) for (const way of ways(keys)) for (const chord of way) parseChord(chord);
    this.change([...this.scopes, scope]);
    return () => this.change(this.scopes.filter((other) => other !== scope));
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Mounted scopes, innermost first. Stable until one comes or goes. */
  list = (): readonly Scope[] => this.snapshot;

  /** Runs what `press` means here. True: handled, the browser should not act. */
  handle(press: Press, situation: Situation): boolean {
    const first = this.pending && this.pending.until > situation.now ? this.pending.first : null;
    this.pending = null;
    if (first !== null && !situation.inText && this.tryScopes([first], press, situation)) return true;
    if (this.tryScopes([], press, situation)) return true;
    return !situation.inText && situation.singleKeys && this.startPrefix(press, situation);
  }

  private tryScopes(before: string[], press: Press, situation: Situation): boolean {
    for (const scope of this.snapshot)
      for (const [keys, shortcut] of Object.entries(scope.map))
        for (const way of ways(keys)) {
          if (way.length !== before.length + 1 || way.slice(0, -1).join() !== before.join()) continue;
          if (this.runs(scope, shortcut, way, press, situation)) return true;
        }
    return false;
  }

  private runs(scope: Scope, shortcut: Shortcut, way: string[], press: Press, situation: Situation): boolean {
    const chord = parseChord(way.at(-1) ?? "");
    if (!matchesChord(chord, press, { mac: situation.mac, physical: scope.physical === true })) return false;
    if (situation.inText && !(shortcut.inText && chord.mod)) return false;
    if (situation.repeat && !shortcut.repeat) return false;
    if (!situation.singleKeys && isSingleKey(way.join(" "))) return false;
    if (shortcut.when && !shortcut.when()) return false;
    shortcut.run(press);
    return true;
  }

  private startPrefix(press: Press, situation: Situation): boolean {
    if (situation.repeat || this.snapshot.some((scope) => scope.noPrefix)) return false;
    const how = { mac: situation.mac, physical: false };
    for (const scope of this.snapshot)
      for (const keys of Object.keys(scope.map))
        for (const way of ways(keys)) {
          const first = way[0];
          if (way.length !== 2 || first === undefined || !matchesChord(parseChord(first), press, how)) continue;
          this.pending = { first, until: situation.now + patience };
          return true;
        }
    return false;
  }

  private change(scopes: Scope[]): void {
    this.scopes = scopes;
    this.snapshot = [...scopes].reverse();
    for (const listener of this.listeners) listener();
  }
}

function ways(keys: string): string[][] {
  return keys.split(", ").map((way) => way.split(" "));
}
