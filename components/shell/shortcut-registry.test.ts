import { describe, expect, it } from "vitest";
import type { Press } from "@/components/shell/shortcut-match";
import { type ShortcutMap, ShortcutRegistry, type Situation } from "@/components/shell/shortcut-registry";

const here: Situation = { mac: false, inText: false, repeat: false, singleKeys: true, now: 0 };
const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

function studio(...scopes: [name: string, map: Record<string, string>, options?: object][]) {
  const done: string[] = [];
  const registry = new ShortcutRegistry();
  const leave = scopes.map(([name, map, options]) => {
    const full: ShortcutMap = Object.fromEntries(
      Object.entries(map).map(([keys, label]) => [keys, { label, run: () => done.push(label) }]),
    );
    return registry.add({ name, map: full, ...options });
  });
  return { registry, done, leave };
}

describe("the innermost scope", () => {
  it("wins over the ones around it and gives the key back when it leaves", () => {
    const { registry, done, leave } = studio(["Global", { c: "outer" }], ["Player", { c: "inner" }]);
    registry.handle(press("c"), here);
    leave[1]?.();
    registry.handle(press("c"), here);
    expect(done).toEqual(["inner", "outer"]);
  });

  it("lets a key fall through while its act is not possible", () => {
    const done: string[] = [];
    const registry = new ShortcutRegistry();
    registry.add({ name: "Global", map: { x: { label: "outer", run: () => done.push("outer") } } });
    registry.add({ name: "Grid", map: { x: { label: "inner", run: () => done.push("inner"), when: () => false } } });
    registry.handle(press("x"), here);
    expect(done).toEqual(["outer"]);
  });
});

describe("keys one after the other", () => {
  const go = (): [string, Record<string, string>] => ["Global", { "g t": "Today", "g p": "Projects", t: "Tag" }];

  it("go to the place named by the second", () => {
    const { registry, done } = studio(go());
    expect(registry.handle(press("g"), here)).toBe(true);
    registry.handle(press("t"), { ...here, now: 500 });
    expect(done).toEqual(["Today"]);
  });

  it("are forgotten after 1.2 seconds", () => {
    const { registry, done } = studio(go());
    registry.handle(press("g"), here);
    registry.handle(press("t"), { ...here, now: 1300 });
    expect(done).toEqual(["Tag"]);
  });

  it("never begin where a tool needs the letter", () => {
    const { registry, done } = studio(go(), ["Canvas", { G: "Bucket" }, { physical: true, noPrefix: true }]);
    registry.handle(press("g"), here);
    registry.handle(press("p"), { ...here, now: 100 });
    expect(done).toEqual(["Bucket"]);
  });
});

describe("text fields", () => {
  it("swallow every key except Mod chords that ask for it", () => {
    const done: string[] = [];
    const registry = new ShortcutRegistry();
    const act = (label: string, inText: boolean) => ({ label, inText, run: () => done.push(label) });
    registry.add({
      name: "Global",
      map: { x: act("x", true), "Mod+K": act("palette", true), "Mod+Z": act("undo", false), "g t": act("go", false) },
    });
    const typing = { ...here, inText: true };
    registry.handle(press("x"), typing);
    registry.handle(press("g"), typing);
    registry.handle(press("t"), typing);
    registry.handle(press("z", { ctrlKey: true }), typing);
    registry.handle(press("k", { ctrlKey: true }), typing);
    expect(done).toEqual(["palette"]);
  });
});

it("turns single keys and prefixes off without touching chords", () => {
  const { registry, done } = studio(["Global", { x: "x", "g t": "go", "Mod+K": "palette", ArrowLeft: "left" }]);
  const off = { ...here, singleKeys: false };
  registry.handle(press("x"), off);
  registry.handle(press("g"), off);
  registry.handle(press("t"), off);
  registry.handle(press("k", { ctrlKey: true }), off);
  registry.handle(press("ArrowLeft"), off);
  expect(done).toEqual(["palette", "left"]);
});

it("runs a held key once unless its act repeats", () => {
  const { registry, done } = studio(["Player", { y: "approve" }]);
  registry.handle(press("y"), here);
  registry.handle(press("y"), { ...here, repeat: true });
  expect(done).toEqual(["approve"]);
});

it("offers several ways to one act", () => {
  const { registry, done } = studio(["Triage", { "j, d": "discard" }]);
  registry.handle(press("j"), here);
  registry.handle(press("d"), here);
  expect(done).toEqual(["discard", "discard"]);
});

it("refuses a map with a key that does not exist", () => {
  expect(() => studio(["Global", { "Mod+Nope": "?" }])).toThrow('"Nope" is not a key');
});
