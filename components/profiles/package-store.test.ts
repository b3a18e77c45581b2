import { expect, it, vi } from "vitest";
import { PackageStore, type StoredImage } from "./package-store";

const image = (id: string, values: Partial<StoredImage> = {}): StoredImage => ({
  id,
  slot: null,
  keep: null,
  ...values,
});
const three = () => new PackageStore(["a", "b", "c"].map((id) => image(id)));

it("tells only the cell whose picture changed", () => {
  const store = three();
  const [a, b, all] = [vi.fn(), vi.fn(), vi.fn()];
  store.subscribe("a", a);
  store.subscribe("b", b);
  store.subscribe("all", all);

  store.put([{ id: "a", change: { keep: true } }]);

  expect([a, b, all].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 1]);
  expect(store.image("a")?.keep).toBe(true);
});

it("tells no cell whose picture the server says again, in records of its own", () => {
  const checked = (id: string, sharpness: number) => ({ ...image(id), checks: { sharpness, face: { height: 300 } } });
  const store = new PackageStore([checked("a", 60), checked("b", 60)]);
  const [a, b, before] = [vi.fn(), vi.fn(), store.image("a")];
  store.subscribe("a", a);
  store.subscribe("b", b);

  store.receive([checked("a", 60), checked("b", 61)]);

  expect([a, b].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
  expect(store.image("a")).toBe(before);
});

it("keeps what is on its way over what the server said before, and drops it when it is settled", () => {
  const store = three();
  const settle = store.put([{ id: "a", change: { keep: true } }]);

  store.receive([image("a"), image("b"), image("c")]);
  expect(store.image("a")?.keep).toBe(true);

  store.receive([image("a", { keep: true }), image("b"), image("c")]);
  settle();
  expect(store.image("a")?.keep).toBe(true);

  store.put([{ id: "b", change: { keep: false } }])();
  expect(store.image("b")?.keep).toBeNull();
});

it("lets the later of two changes to one picture win, whichever is settled first", () => {
  const store = three();
  const first = store.put([{ id: "a", change: { keep: true } }]);
  store.put([{ id: "a", change: { keep: false } }]);
  first();
  expect(store.image("a")?.keep).toBe(false);
});

it("stays still when the server says the same again", () => {
  const store = three();
  const before = store.all();
  const heard = vi.fn();
  for (const topic of ["a", "b", "c", "all"]) store.subscribe(topic, heard);

  store.receive(["a", "b", "c"].map((id) => image(id)));

  expect(heard).not.toHaveBeenCalled();
  expect(store.all()).toBe(before);
});

it("forgets focus and selection of pictures that are gone", () => {
  const store = three();
  store.setFocus("b");
  store.select(["a", "b"]);
  const heard = vi.fn();
  store.subscribe("selection", heard);

  store.receive([image("a"), image("c")]);

  expect(store.focus()).toBeNull();
  expect([...store.selection()]).toEqual(["a"]);
  expect(heard).toHaveBeenCalledOnce();
});

it("moves focus by telling the two cells it left and reached", () => {
  const store = three();
  store.setFocus("a");
  const [a, b, c] = [vi.fn(), vi.fn(), vi.fn()];
  store.subscribe("a", a);
  store.subscribe("b", b);
  store.subscribe("c", c);
  store.setFocus("b");
  expect([a, b, c].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0]);
});
