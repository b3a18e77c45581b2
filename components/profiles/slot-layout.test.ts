import { expect, it } from "vitest";
import { angleIds } from "@/contract/profile/angles";
import { angleRows, moved, spread } from "./slot-layout";

it("has a place for each of the nine angles and no other", () => {
  const placed = angleRows.flat().filter((angle) => angle !== null);
  expect([...placed].sort()).toEqual([...angleIds].sort());
});

it("stands left at the left of the front and right at its right, mirrored", () => {
  for (const row of angleRows)
    expect(row.map((angle) => angle?.replace("left", "right") ?? null).slice(3)).toEqual(
      row
        .slice(0, 2)
        .reverse()
        .map((angle) => (angle === "over-shoulder" ? "back" : (angle?.replace("left", "right") ?? null))),
    );
});

const images = [
  { id: "a", slot: "front" as const },
  { id: "b", slot: null },
  { id: "c", slot: "expression" as const },
  { id: "d", slot: "expression" as const },
  { id: "e", slot: "front" as const },
];

it("spreads pictures over slots, close-ups and the tray without losing one", () => {
  const { angles, closeUps, tray } = spread(images);
  expect(angles.get("front")?.id).toBe("a");
  expect(closeUps.get("expression")?.map(({ id }) => id)).toEqual(["c", "d"]);
  expect(closeUps.get("full-body")).toEqual([]);
  expect(tray.map(({ id }) => id)).toEqual(["b", "e"]);
});

it("sends the old picture of an angle to the tray when another takes its place", () => {
  const after = moved(images.slice(0, 2), "b", "front");
  expect(after).toEqual([
    { id: "a", slot: null },
    { id: "b", slot: "front" },
  ]);
});

it("leaves the other expressions where they are when one is added", () => {
  const after = moved(images, "b", "expression");
  expect(after.filter(({ slot }) => slot === "expression").map(({ id }) => id)).toEqual(["b", "c", "d"]);
});
