import { expect, it } from "vitest";
import { builtInStatuses } from "@/contract/statuses";
import { lookOf } from "./look";

it("draws the colours every team begins with by their tokens, whatever the status is called", () => {
  expect(builtInStatuses.map((row) => lookOf({ ...row, code: "other" }).tone)).toEqual(
    builtInStatuses.map(({ code }) => code),
  );
});

it("draws any other colour as it comes fitted to the themes", () => {
  const [todo] = builtInStatuses;
  if (!todo) throw new Error("no status");
  expect(lookOf({ ...todo, colour: "#00aa88", drawn: "light-dark(#007a62, #00aa88)" })).toEqual({
    ...{ tone: "todo", label: "Todo", shape: "dashed" },
    colour: "light-dark(#007a62, #00aa88)",
  });
});
