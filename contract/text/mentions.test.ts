import { describe, expect, it } from "vitest";
import { newId } from "../ids";
import { mentionsOf, mentionText, plainText, segmentsOf } from "./mentions";

const mei = { kind: "character", id: newId("character"), label: "Mei Lin" } as const;
const ravi = { kind: "user", id: newId("user"), label: "Ravi [lead] \\o/" } as const;

describe("chips in a text", () => {
  it("come back as they were written, labels with brackets included", () => {
    const text = `Ask ${mentionText(ravi)} about ${mentionText(mei)}, please`;
    expect(segmentsOf(text)).toEqual(["Ask ", ravi, " about ", mei, ", please"]);
    expect(plainText(text)).toBe("Ask @Ravi [lead] \\o/ about @Mei Lin, please");
  });

  it("are counted once however often they are named", () => {
    expect(mentionsOf(`${mentionText(mei)} ${mentionText(mei)}`)).toEqual([mei]);
  });

  it("are only what binds an id of a kind that can be named", () => {
    const text = `@Mei, @[Mei](nothing), @[Frame](${newId("frame")}), @[](${mei.id})`;
    expect(segmentsOf(text)).toEqual([text]);
    expect(mentionsOf(text)).toEqual([]);
  });

  it("reads 20,000 characters of brackets quickly", () => {
    const started = performance.now();
    segmentsOf("@[".repeat(10_000));
    expect(performance.now() - started).toBeLessThan(500);
  });
});
