import { describe, expect, it } from "vitest";
import { loraName, loraNamePattern } from "./lora-name";

const jane = { name: "Jane", code: "JANE" };

describe("LoRA names", () => {
  it("say who wears what in one word", () => {
    expect(loraName(jane, "sunflowers dress")).toBe("JaneWearingSunflowersDress");
    expect(loraName({ name: "Zoë d’Arc", code: "ZOE" }, "rain-coat (wet)")).toBe("ZoeDArcWearingRainCoatWet");
  });

  it("count on when the name is taken, in any case", () => {
    expect(loraName(jane, "Dress", ["janewearingdress", "JaneWearingDress2"])).toBe("JaneWearingDress3");
  });

  it("fall back to the code, and to Outfit, where a name has no Latin letters", () => {
    const name = loraName({ name: "雨", code: "AME_01" }, "着物");
    expect(name).toBe("Ame01WearingOutfit");
    expect(name).toMatch(loraNamePattern);
  });
});
