import { expect, it } from "vitest";
import { asColour, contrastOf, drawnColours, ownTint, worstGround } from "./status-colour";

const steps = ["00", "33", "66", "99", "cc", "ff"];
const every = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}`)));

const tinted = (over: string, under: string) =>
  `#${[1, 3, 5]
    .map((at) => {
      const [top, below] = [over, under].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
      return Math.round((top ?? 0) * ownTint + (below ?? 0) * (1 - ownTint))
        .toString(16)
        .padStart(2, "0");
    })
    .join("")}`;

it("draws any colour somebody picks readable in both themes, plain and on its own tint", () => {
  const weak = every.flatMap((colour) => {
    const drawn = drawnColours(colour);
    return (["light", "dark"] as const).flatMap((theme) => {
      const ground = worstGround[theme];
      const least = Math.min(contrastOf(drawn[theme], ground), contrastOf(drawn[theme], tinted(drawn[theme], ground)));
      return least < 4.5 ? [{ colour, theme, least }] : [];
    });
  });
  expect(weak).toEqual([]);
});

it("keeps a colour that reads as it is, and falls back to grey for what is none", () => {
  expect(drawnColours("#0b3070").light).toBe("#0b3070");
  expect(drawnColours("#ffd080").dark).toBe("#ffd080");
  expect(drawnColours("red")).toEqual(drawnColours("#9e9e9e"));
  expect(asColour(" #AB26FF ")).toBe("#ab26ff");
  expect(asColour("#abc")).toBeUndefined();
});
