import { describe, expect, it } from "vitest";
import { fieldWord, valueWords } from "./history-words";

describe("history in words", () => {
  it("names fields as people call them", () => {
    expect(["mustHave", "fragments.pose", "age"].map(fieldWord)).toEqual(["Must have", "Pose of the prompt", "Age"]);
  });

  it("puts any value on one line", () => {
    expect(
      valueWords([
        { hex: "#c0392b", name: "coat" },
        { hex: "#101010", name: "" },
      ]),
    ).toBe("#c0392b coat, #101010");
    expect([null, "", false, 172, ["goatee", "scar"], {}].map(valueWords)).toEqual([
      "",
      "",
      "no",
      "172",
      "goatee, scar",
      "",
    ]);
  });
});
