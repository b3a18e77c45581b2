import type { PassForm } from "@/components/pass-form/describe-pass";
import type { Availability } from "@/components/pass-form/pass-picker";
import { smallHole } from "@/components/pass-form/pass-words";
import type { Params } from "@/contract/passes/active-fields";

export const intents = ["fill", "remove", "add", "background", "refine", "expand"] as const;
export type Intent = (typeof intents)[number];

export const intentNames: Record<Intent, string> = {
  fill: "Fill",
  remove: "Remove object",
  add: "Add object",
  background: "Replace background",
  refine: "Refine",
  expand: "Expand",
};

/** A way to do it: a pass and the parameters that make it mean that. */
type Way = { pass: string; values: Params };

/** The best way first. What is copied from the picture keeps its grain, so a small thing is removed by that. */
function waysTo(intent: Intent, coverage: number): readonly Way[] {
  const patch: Way = { pass: "patch-fill", values: {} };
  switch (intent) {
    case "fill":
      return [{ pass: "inpaint", values: { denoise: 0.75, fill: "blurred", area: "masked only" } }, patch];
    case "remove": {
      const repaint: Way = { pass: "inpaint", values: { denoise: 0.95, fill: "blurred", area: "whole picture" } };
      return coverage > 0 && coverage <= smallHole ? [patch, repaint] : [repaint, patch];
    }
    case "add":
      return [{ pass: "inpaint", values: { denoise: 0.9, fill: "noise", area: "masked only" } }];
    case "background":
      return [
        { pass: "inpaint", values: { denoise: 0.8, fill: "noise", area: "whole picture" } },
        { pass: "extend-backdrop", values: {} },
      ];
    case "refine":
      return coverage > 0
        ? [{ pass: "inpaint", values: { denoise: 0.35, fill: "original", area: "masked only" } }]
        : [{ pass: "img2img", values: { denoise: 0.35 } }];
    case "expand":
      return [
        { pass: "outpaint", values: {} },
        { pass: "extend-backdrop", values: {} },
      ];
  }
}

export type Chosen = { pass: string; values: Params; rough: boolean } | { why: string };

/**
 * The pass an intent means here: the best one a node does in full, else the best one it does roughly. Parameters a pass does
 * not have are left out. Without any the reason is that of the best.
 */
export function chooseFor(
  intent: Intent,
  passes: readonly PassForm[],
  offers: readonly Availability[],
  coverage: number,
): Chosen {
  const ways = waysTo(intent, coverage).flatMap((way) => {
    const pass = passes.find(({ id }) => id === way.pass);
    const offer = offers.find((one) => one.pass === way.pass);
    if (!pass || !offer) return [];
    const values = Object.fromEntries(
      Object.entries(way.values).filter(([name]) => pass.fields.some((field) => field.name === name)),
    );
    return [{ pass: way.pass, values, offer }];
  });
  const found = ways.find(({ offer }) => offer.state === "ready") ?? ways.find(({ offer }) => offer.state === "rough");
  if (found) return { pass: found.pass, values: found.values, rough: found.offer.state === "rough" };
  return { why: `${ways[0]?.offer.reason ?? "No node can do this"}.` };
}

/** From a touch to something else: fix, change, replace. */
export const denoiseLadder = [0.35, 0.55, 0.75] as const;
