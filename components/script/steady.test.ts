import { expect, it } from "vitest";
import { steady } from "./steady";

it("keeps what a filter has shown although it no longer matches, in the items' order", () => {
  const items = [{ id: "a" }, { id: "b" }, { id: "c" }];
  expect(steady(items, new Set(["c"]), ({ id }) => id === "a").map(({ id }) => id)).toEqual(["a", "c"]);
});
