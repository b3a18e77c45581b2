import { describe, expect, it } from "vitest";
import type { CellEdit } from "@/contract/script/fields";
import { packShots } from "@/contract/script/packed-shots";
import { statusRows, tableContext, tableShot } from "@/contract/script/testing/shots";
import { ShotStore } from "./shot-store";

const { words } = tableContext.index;
const shots = ["a", "b", "c"].map((id) => tableShot({ id, code: id.toUpperCase(), revision: 1, scene: "" }));
const loaded = () => {
  const store = new ShotStore(statusRows, "todo");
  store.load(packShots(shots, words));
  return store;
};
const edit = (value: string, shotId = "a"): CellEdit => ({ shotId, field: "scene", seen: "", value });
const order = (store: ShotStore) =>
  store.all().map(({ id, sequence }) => `${id}${sequence === "SQ010" ? "" : sequence}`);

describe("rows of the shot table", () => {
  it("show a change at once and keep it when the server has it", () => {
    const store = loaded();
    store.show([edit("4")]);
    expect(store.get("a")?.scene).toBe("4");
    store.settle([edit("4")], [{ id: "a", revision: 2 }]);
    expect(store.get("a")).toMatchObject({ scene: "4", revision: 2 });
  });

  it("go back when a change was refused, unless it was changed again meanwhile", () => {
    const store = loaded();
    store.show([edit("4")]);
    store.show([edit("5")]);
    store.drop([edit("4")]);
    expect(store.get("a")?.scene).toBe("5");
    store.drop([edit("5")]);
    expect(store.get("a")?.scene).toBe("");
  });

  it("are not set back by an answer from before the change", () => {
    const store = loaded();
    store.show([edit("4")]);
    store.settle([edit("4")], [{ id: "a", revision: 2 }]);
    store.load(packShots(shots, words));
    expect(store.get("a")?.scene).toBe("4");
    store.load(packShots([tableShot({ ...shots[0], scene: "9", revision: 3 }), ...shots.slice(1)], words));
    expect(store.get("a")?.scene).toBe("9");
  });

  it("tell only those that changed", () => {
    const store = loaded();
    const told: string[] = [];
    for (const id of ["a", "b"]) store.watchRow(id, () => told.push(id));
    store.show([edit("4")]);
    expect(told).toEqual(["a"]);
    store.load(packShots(shots, words));
    expect(told).toEqual(["a"]);
  });

  it("leave the list when they are put away, and come back", () => {
    const store = loaded();
    store.hide(["b"]);
    expect(order(store)).toEqual(["a", "c"]);
    store.unhide(["b"]);
    expect(order(store)).toEqual(["a", "b", "c"]);
  });

  it("move as the server will move them", () => {
    const store = loaded();
    store.place([{ shotId: "c", sequence: "SQ010", after: null }]);
    expect(order(store)).toEqual(["c", "a", "b"]);
    store.place([{ shotId: "c", sequence: "SQ010", after: "a" }]);
    expect(order(store)).toEqual(["a", "c", "b"]);
    store.place([{ shotId: "a", sequence: "SQ020" }]);
    expect(order(store)).toEqual(["c", "b", "aSQ020"]);
  });

  it("are gone when the server lists them no more", () => {
    const store = loaded();
    store.load(packShots(shots.slice(1), words));
    expect(order(store)).toEqual(["b", "c"]);
    expect(store.get("a")).toBeUndefined();
  });
});
