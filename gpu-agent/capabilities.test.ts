import { expect, test } from "vitest";
import { catalogue, passIds } from "../contract/passes/catalogue";
import { missingWords, refusals } from "../contract/passes/match";
import { Offer } from "../contract/passes/offer";
import { probeOffers } from "./capabilities";

test("says something true about every pass of the catalogue, in the words of the wire", async () => {
  const offers = await probeOffers();
  expect(offers.map(({ pass }) => pass).toSorted()).toEqual(passIds.toSorted());
  for (const offer of offers) expect(Offer.parse(offer)).toEqual(offer);
  const states = Object.fromEntries(offers.map(({ pass, state }) => [pass, state]));
  expect(states).toMatchObject({
    "patch-fill": "ready",
    adjust: "ready",
    upscale: "rough",
    "face-pop": "rough",
    inpaint: "missing",
    segment: "missing",
  });
});

test("names what is missing and how to get it", async () => {
  for (const offer of await probeOffers()) {
    if (offer.state !== "missing") continue;
    expect(missingWords(offer)).not.toMatch(/did not name/);
    for (const { how } of offer.missing) expect(how).toBeTruthy();
  }
});

test("a node without GPU may run each pass it offers, the rough ones only when asked", async () => {
  const node = { vramGb: 0, models: [], offers: await probeOffers() };
  for (const { pass, version, state } of node.offers) {
    const known = catalogue[passIds.find((id) => id === pass) ?? "adjust"];
    const needs = (known.needs as (params: unknown) => object)(known.params.parse({}));
    expect(refusals({ pass, version, needs, roughAllowed: true }, node).length === 0, pass).toBe(state !== "missing");
    expect(refusals({ pass, version, needs, roughAllowed: false }, node).length === 0, pass).toBe(state === "ready");
  }
});
