import type { AnyPass } from "@/contract/passes/define";
import type { PassForm } from "./describe-pass";

/** In the order they are offered. */
export const groupWords: Record<AnyPass["group"], string> = {
  fix: "Fix",
  face: "Faces",
  size: "Size",
  colour: "Colour",
  mask: "Make a mask",
  control: "Control maps",
  generate: "Generate",
  film: "Film",
};

const groupOrder = Object.keys(groupWords) as AnyPass["group"][];

/** Passes by group, groups without a pass left out. */
export const groupPasses = (passes: readonly PassForm[]): { group: AnyPass["group"]; passes: PassForm[] }[] =>
  groupOrder
    .map((group) => ({ group, passes: passes.filter((pass) => pass.group === group) }))
    .filter((entry) => entry.passes.length > 0);

/** The one button: "Queue patch fill", "Queue AI bump × 4". */
export const intentWords = (verb: string, count: number): string => (count > 1 ? `${verb} × ${count}` : verb);

/** A share from 0 to 1 in words; never "0 %" for a mask with content, never "100 %" for one with a gap. */
export function coverageWords(coverage: number): string {
  if (coverage <= 0) return "empty";
  const percent = coverage * 100;
  if (percent < 0.1) return "under 0.1 %";
  if (percent < 10) return `${(Math.round(percent * 10) / 10).toFixed(1)} %`;
  return `${coverage >= 1 ? 100 : Math.min(99, Math.round(percent))} %`;
}

/** Above this share of the picture patch fill looks like patches. */
export const smallHole = 0.03;

export type MaskAdvice = { tone: "plain" | "missing" | "warning"; words: string };

/** What a pass that takes a mask would do with this one, or null when it takes none. */
export function maskAdvice(pass: Pick<PassForm, "id" | "inputs">, coverage: number): MaskAdvice | null {
  const slot = pass.inputs.mask;
  if (!slot) return null;
  if (coverage <= 0)
    return slot.optional
      ? { tone: "plain", words: "The mask is empty: the whole picture is worked on." }
      : { tone: "missing", words: "Paint a mask first: this pass works inside it." };
  const covers = `The mask covers ${coverageWords(coverage)} of the picture.`;
  if (pass.id === "patch-fill" && coverage > smallHole)
    return {
      tone: "warning",
      words: `${covers} Above 3 % copied texture usually shows: fill smaller pieces, or look closely at the result.`,
    };
  return { tone: "plain", words: covers };
}
