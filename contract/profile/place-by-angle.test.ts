import { describe, expect, it } from "vitest";
import { placeByAngle } from "./place-by-angle";

const at = (id: string, yaw: number, pitch = 0) => ({ id, yaw, pitch });
const slots = (...args: Parameters<typeof placeByAngle>) => placeByAngle(...args).map(({ slot }) => slot);

describe("placing by face angle", () => {
  it("puts each into the angle it looks to", () => {
    const all = [at("a", 3), at("b", -48), at("c", 40), at("d", -85), at("e", 95), at("f", 2, 31), at("g", 0, -33)];
    expect(slots(all, [])).toEqual([
      ...["front", "three-quarter-left", "three-quarter-right", "profile-left", "profile-right", "up", "down"],
    ]);
  });

  it("lets the best fit have the angle, whatever the order they came in", () => {
    const placed = placeByAngle([at("worse", 10), at("best", 1)], []);
    expect(placed[1]).toEqual({ id: "best", slot: "front" });
    expect(placed[0]).toMatchObject({ slot: null, why: expect.stringContaining("Front is taken") });
  });

  it("takes the next angle within reach when the nearest is taken", () => {
    // 25° is 20° from ¾ right, within its 22°, and 25° from the front, beyond its 18°.
    expect(slots([at("a", 24), at("b", 46)], [])).toEqual([null, "three-quarter-right"]);
    expect(slots([at("a", 0, 18)], [])).toEqual(["up"]);
    expect(slots([at("a", 0, 17.5)], ["up"])).toEqual(["front"]);
    expect(slots([at("a", 0, 17.5)], ["up", "front"])).toEqual([null]);
  });

  it("moves nobody who stands there already, and says why it did not", () => {
    expect(placeByAngle([at("a", 44)], ["three-quarter-right", null])).toEqual([
      {
        ...{ id: "a", slot: null },
        why: "Looks 44° right, but ¾ right is taken: put it there by hand if it is the better one.",
      },
    ]);
  });

  it("leaves what looks between two angles to a hand", () => {
    expect(placeByAngle([at("a", 0, 80)], [])).toEqual([
      { id: "a", slot: null, why: "Looks 80° up, between two angles: place it by hand." },
    ]);
  });

  it("never says that a face is seen from behind", () => {
    expect(slots([at("a", 135), at("b", 180)], [])).toEqual([null, null]);
  });
});
