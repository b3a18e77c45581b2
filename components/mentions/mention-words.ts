import type { MentionKind } from "@/contract/text/mentions";

export const kindTitle: Record<MentionKind, string> = {
  user: "Person",
  character: "Character",
  environment: "Environment",
  shot: "Shot",
};

/** How a chip looks, in the field and in a text. */
export const chipClass = "rounded-[4px] bg-accent/15 px-1 text-text";
