import { describe, expect, it } from "vitest";
import {
  gpuWords,
  groupOffers,
  type NodeOffer,
  offerCounts,
  reliability,
  reliabilityWords,
  sharedReasons,
} from "./node-words";

const offer = (title: string, state: NodeOffer["state"]): NodeOffer => ({
  ...{ pass: title.toLowerCase(), title, version: 1, state, engine: "native", rough: null, missing: [] },
});

describe("a node in words", () => {
  it("groups what it can do by how well, each group by name", () => {
    const offers = [
      offer("Upscale", "rough"),
      offer("Inpaint", "missing"),
      offer("Patch fill", "ready"),
      offer("Adjust", "ready"),
    ];

    expect(groupOffers(offers).map(({ state, offers }) => [state, offers.map(({ title }) => title)])).toEqual([
      ["ready", ["Adjust", "Patch fill"]],
      ["rough", ["Upscale"]],
      ["missing", ["Inpaint"]],
    ]);
    expect(offerCounts(offers)).toBe("2 ready · 1 rough · 1 missing");
  });

  it("tells once what several passes lack, and apart what they do not share", () => {
    const engine = [{ what: "an engine", how: "Pair a node" }];
    const missing = [
      { ...offer("Inpaint", "missing"), missing: engine },
      { ...offer("Segment", "missing"), missing: [{ what: "a model" }] },
      { ...offer("Outpaint", "missing"), missing: engine },
    ];

    expect(sharedReasons(missing).map(({ title, missing }) => [title, missing[0]?.what])).toEqual([
      ["Inpaint, Outpaint", "an engine"],
      ["Segment", "a model"],
    ]);
  });

  it("does not blame a node for what people stopped or what runs still", () => {
    expect(reliability(["succeeded", "cancelled", "released", "revoked", null])).toEqual({ done: 1, of: 1, share: 1 });
    expect(reliability([null]).share).toBeNull();
  });

  it("says 100 % only of a spotless record", () => {
    const almost = [...Array.from({ length: 299 }, () => "succeeded" as const), "failed" as const];

    expect(reliabilityWords(almost)).toBe("99 % of 300 tries worked");
    expect(reliabilityWords(["succeeded"])).toBe("100 % of 1 try worked");
    expect(reliabilityWords(["expired", "failed", "succeeded"])).toBe("33 % of 3 tries worked");
    expect(reliabilityWords([])).toBe("Nothing tried yet");
  });

  it("names the graphics card with its memory, or that there is none", () => {
    expect(gpuWords({ gpu: "RTX 4090", vramGb: 24 })).toBe("RTX 4090 · 24 GB");
    expect(gpuWords({ gpu: "", vramGb: 0 })).toBe("No GPU");
    expect(gpuWords({ gpu: "cpu", vramGb: 24 })).toBe("No GPU · 24 GB of memory");
  });
});
