import { expect, test } from "vitest";
import { actionForStatus, shotStatusFrom } from "./statuses";

test("a shot is done when all its frames are, omitted ones aside", () => {
  expect(shotStatusFrom(["done", "done", "omit"])).toBe("done");
  expect(shotStatusFrom(["done", "todo"])).toBe("wip");
});

test("the most urgent frame speaks for the shot", () => {
  expect(shotStatusFrom(["done", "wfa", "retake"])).toBe("retake");
  expect(shotStatusFrom(["wip", "wfa"])).toBe("wfa");
  expect(shotStatusFrom(["todo", "ready"])).toBe("ready");
  expect(shotStatusFrom([])).toBeUndefined();
});

test("only a supervisor's right approves or sends back", () => {
  expect(actionForStatus("done")).toBe("approve frames");
  expect(actionForStatus("retake")).toBe("approve frames");
  expect(actionForStatus("wip")).toBe("edit shots");
});
