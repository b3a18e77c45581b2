import type { Params } from "@/contract/passes/active-fields";
import { insertPhrase } from "@/contract/prompt/join";
import { parseExternalPrompt } from "@/contract/prompt/parse-external";
import { sizeOfAspect } from "./size-of-aspect";

/** What an outside generator's switches mean here, and the sentence that tells it. */
export function takeApart(text: string, values: Params, names: readonly string[]): { change: Params; said: string } {
  const { aspect, exclude, characterReferences, other } = parseExternalPrompt(text);
  const change: Params = {};
  const taken: string[] = [];
  const left: string[] = [];
  if (exclude.length > 0 && names.includes("negative")) {
    const held = typeof values.negative === "string" ? values.negative : "";
    change.negative = exclude.reduce((sum, phrase) => insertPhrase(sum, phrase), held);
    taken.push("--no into the negative prompt");
  } else if (exclude.length > 0) left.push("--no");
  const size = aspect === undefined ? null : sizeOfAspect(aspect, values.width, values.height);
  if (size && names.includes("width")) {
    Object.assign(change, size);
    taken.push(`--ar ${aspect} as ${size.width} × ${size.height}`);
  } else if (aspect !== undefined) left.push(`--ar ${aspect}`);
  if (characterReferences.length > 0) left.push("--cref: choose references from a package instead");
  left.push(...other.map(({ name, value }) => `--${name}${value ? ` ${value}` : ""}`));
  return {
    change,
    said: [
      taken.length > 0 ? `Taken: ${taken.join(", ")}.` : "",
      left.length > 0 ? `Not ours, left out: ${left.join(", ")}.` : "",
    ]
      .filter(Boolean)
      .join(" "),
  };
}
