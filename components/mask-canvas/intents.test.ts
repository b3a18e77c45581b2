import { expect, test } from "vitest";
import { describePasses } from "@/components/pass-form/describe-pass";
import type { Availability } from "@/components/pass-form/pass-picker";
import { chooseFor, intents } from "./intents";

const passes = describePasses();
const offer = (pass: string, state: Availability["state"]): Availability =>
  ({
    pass,
    state,
    nodes: [],
    rough: null,
    reason: state === "missing" ? "No node has an image model" : null,
  }) as Availability;
const all = (states: Record<string, Availability["state"]>) =>
  passes.map(({ id }) => offer(id, states[id] ?? "missing"));

test("every intent has a way on a node that can do everything, with parameters its pass has", () => {
  const ready = passes.map(({ id }) => offer(id, "ready"));
  for (const intent of intents)
    for (const coverage of [0, 0.01, 0.4]) {
      const chosen = chooseFor(intent, passes, ready, coverage);
      if ("why" in chosen) throw new Error(`${intent} has no way`);
      const fields = passes.find(({ id }) => id === chosen.pass)?.fields.map(({ name }) => name);
      for (const name of Object.keys(chosen.values)) expect(fields).toContain(name);
    }
});

test("a small thing is removed by copied texture, a large one repainted", () => {
  const ready = passes.map(({ id }) => offer(id, "ready"));
  expect(chooseFor("remove", passes, ready, 0.02)).toMatchObject({ pass: "patch-fill" });
  expect(chooseFor("remove", passes, ready, 0.2)).toMatchObject({ pass: "inpaint", values: { denoise: 0.95 } });
});

test("what no node does in full falls to what one does, and else says why", () => {
  const offers = all({ "patch-fill": "ready", "extend-backdrop": "rough" });
  expect(chooseFor("fill", passes, offers, 0.1)).toMatchObject({ pass: "patch-fill", rough: false });
  expect(chooseFor("expand", passes, offers, 0)).toMatchObject({ pass: "extend-backdrop", rough: true });
  expect(chooseFor("add", passes, offers, 0.1)).toEqual({ why: "No node has an image model." });
});
