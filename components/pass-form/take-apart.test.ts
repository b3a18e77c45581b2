import { expect, test } from "vitest";
import { takeApart } from "./take-apart";

const names = ["prompt", "negative", "width", "height"];

test("switches of an outside generator become fields, and what is not ours is named", () => {
  const text = "a lantern --no fog, rain --ar 16:9 --cref https://a.test/x.png --stylize 250";
  const { change, said } = takeApart(text, { negative: "grey", width: 768, height: 768 }, names);
  expect(change).toEqual({ negative: "grey, fog, rain", width: 1024, height: 576 });
  expect(said).toBe(
    "Taken: --no into the negative prompt, --ar 16:9 as 1024 × 576. Not ours, left out: --cref: choose references from a package instead, --stylize 250.",
  );
});

test("what the form has no field for is left out in words", () => {
  const { change, said } = takeApart("a lantern --no fog --ar 4:5", {}, ["prompt"]);
  expect(change).toEqual({});
  expect(said).toBe("Not ours, left out: --no, --ar 4:5.");
});
