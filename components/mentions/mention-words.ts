import type { MentionKind } from "@/contract/text/mentions";

export const kindTitle: Record<MentionKind, string> = {
  user: "Person",
  character: "Character",
  environment: "Environment",
  shot: "Shot",
};
