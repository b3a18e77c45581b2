import { expect, it } from "vitest";
import { Quiet } from "./quiet";

it("forgets an empty answer with every notice, also one that came while it was asked for", () => {
  const quiet = new Quiet();
  quiet.add("team", "kind", quiet.heard("team"));
  expect([quiet.has("team", "kind"), quiet.has("team", "other"), quiet.has("other", "kind")]).toEqual([
    true,
    false,
    false,
  ]);

  const asked = quiet.heard("team");
  quiet.forget("team");
  expect(quiet.has("team", "kind")).toBe(false);
  quiet.add("team", "kind", asked);
  expect(quiet.has("team", "kind")).toBe(false);

  quiet.add("team", "kind", quiet.heard("team"));
  quiet.forgetAll();
  expect(quiet.has("team", "kind")).toBe(false);
});
