import { type Identity, identityPhrase, missingIdentity } from "./identity";
import { holdsWord, joinParts } from "./join";
import { defaultNegative } from "./negative";
import { type PromptSlot, promptSlots } from "./slots";

/** What a character gives to a prompt. `negative` null: the project's. */
export type PromptCharacter = Identity & {
  name: string;
  triggerWord: string | null;
  mustHave: readonly string[];
  mustNot: readonly string[];
  nameInPrompt: boolean;
  promptName: string;
  fragments: Partial<Record<PromptSlot, string>>;
  negative: string | null;
};

export type PromptWarning = { id: "identity" | "no-trigger" | "trigger-missing" | "both-lists"; text: string };

export type BuiltPrompt = {
  positive: string;
  negative: string;
  /** Each part with what the character adds to it, in order; empty parts too. */
  parts: Record<PromptSlot, string>;
  warnings: PromptWarning[];
};

/**
 * The five parts in their order as one string, and what to avoid. The character part begins with the trigger word, the
 * name if it is wanted, "20-year-old Spanish man" and the must-haves; must-nots end the negative.
 */
export const buildPrompt = (who: PromptCharacter, projectNegative: string | null = null): BuiltPrompt => {
  const written = who.fragments.character ?? "";
  const { triggerWord } = who;
  const parts = Object.fromEntries(promptSlots.map((slot) => [slot, joinParts([who.fragments[slot] ?? ""])])) as Record<
    PromptSlot,
    string
  >;
  parts.character = joinParts([
    triggerWord !== null && !promptSlots.some((slot) => holdsWord(who.fragments[slot] ?? "", triggerWord))
      ? triggerWord
      : "",
    who.nameInPrompt ? who.promptName.trim() || who.name : "",
    identityPhrase(who),
    ...who.mustHave,
    written,
  ]);
  const base = who.negative ?? projectNegative ?? defaultNegative;
  return {
    positive: joinParts(promptSlots.map((slot) => parts[slot])),
    negative: joinParts([base, ...who.mustNot.filter((phrase) => !listed(base, phrase))]),
    parts,
    warnings: warningsOf(who),
  };
};

/** Whether a comma list names the phrase already. */
const listed = (list: string, phrase: string): boolean =>
  list.split(",").some((part) => part.trim().toLowerCase() === phrase.trim().toLowerCase());

const warningsOf = (who: PromptCharacter): PromptWarning[] => {
  const warnings: PromptWarning[] = [];
  const missing = missingIdentity(who);
  if (missing.length > 0)
    warnings.push({
      id: "identity",
      text: `No ${missing.join(", ").replace(/, ([^,]*)$/, " and $1")} given: a model will choose, anew in every picture.`,
    });
  if (who.triggerWord === null)
    warnings.push({ id: "no-trigger", text: "No trigger word: a LoRA of this character could not be called." });
  for (const phrase of who.mustHave)
    if (who.mustNot.some((other) => other.toLowerCase() === phrase.toLowerCase()))
      warnings.push({ id: "both-lists", text: `“${phrase}” is a must-have and a must-not: take it out of one.` });
  return warnings;
};

/** What to say of a prompt somebody wrote by hand: without its word the character's LoRA does nothing (A5). */
export const triggerWarning = (prompt: string, triggerWord: string | null): PromptWarning | undefined =>
  triggerWord === null || holdsWord(prompt, triggerWord)
    ? undefined
    : {
        id: "trigger-missing",
        text: `The trigger word ${triggerWord} is missing: without it the character's LoRA is not called.`,
      };
