import { describe, expect, it } from "vitest";
import { messageOf, problemAt, problemElsewhere } from "./problem";

const taken = { message: "Another character has this trigger word already", data: { field: "triggerWord" } };
const shape = { message: "name: The name is empty", data: { field: "name" } };

describe("where a refusal is written", () => {
  it("stands at the field it is about and nowhere else", () => {
    expect(problemAt(taken, "triggerWord")).toBe(taken.message);
    expect(problemAt(taken, "name")).toBeUndefined();
    expect(problemElsewhere(taken, ["name", "triggerWord"])).toBeUndefined();
  });

  it("does not repeat the field's name beside the field", () => {
    expect(problemAt(shape, "name")).toBe("The name is empty");
  });

  it("stands under the form when no field of it is meant", () => {
    expect(problemElsewhere({ message: "You may not do this" }, ["name"])).toBe("You may not do this");
    expect(problemElsewhere(shape, ["triggerWord"])).toBe(shape.message);
    expect(problemElsewhere(null, ["name"])).toBeUndefined();
  });

  it("keeps the words of what was thrown, and has words for the rest", () => {
    expect(messageOf(Object.assign(new Error(shape.message), { data: shape.data }))).toBe("The name is empty");
    expect(messageOf("no error at all")).toBe("The change was not saved. Try again.");
  });
});
