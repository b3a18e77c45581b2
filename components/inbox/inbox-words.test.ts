import { describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { builtInStatuses } from "@/contract/statuses";
import { mentionText } from "@/contract/text/mentions";
import { inboxWords } from "./inbox-words";

/** A team that kept the eight words and knows no other. */
const nameOf = (code: string) => builtInStatuses.find((row) => row.code === code)?.name ?? code;

describe("the words of the inbox", () => {
  it("say a mention as a person reads it", () => {
    const chip = mentionText({ id: newId("user"), label: "Mei" });
    expect(inboxWords({ kind: "mention", data: { text: `${chip} look` } }, nameOf)).toEqual({
      does: "named you on",
      said: "@Mei look",
    });
  });

  it("name a status by its word, one the team made by its code", () => {
    expect(inboxWords({ kind: "status", data: { status: "retake" } }, nameOf).does).toBe("set “Retake” on");
    expect(inboxWords({ kind: "status", data: { status: "cbb" } }, nameOf).does).toBe("set “cbb” on");
  });

  it("say what work was given, and of how many shots", () => {
    expect(inboxWords({ kind: "assigned", data: { types: ["render", "comp"], shots: 12 } }, nameOf).said).toBe(
      "Render, Comp of 12 shots",
    );
    expect(inboxWords({ kind: "assigned", data: {} }, nameOf)).toEqual({ does: "gave you", said: "" });
  });

  it("number a version as everywhere", () => {
    expect(inboxWords({ kind: "version", data: { number: 3 } }, nameOf).does).toBe("added v003 to");
    expect(inboxWords({ kind: "version", data: {} }, nameOf).does).toBe("added a version to");
  });
});
