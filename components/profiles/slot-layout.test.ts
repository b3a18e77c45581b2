import { expect, it } from "vitest";
import { angleIds } from "@/contract/profile/angles";
import { angleRows } from "./slot-layout";

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
