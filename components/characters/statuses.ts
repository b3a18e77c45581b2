import type { StatusTone } from "@/components/ui/status-tone";

/** How far the decision on a character is, in order. */
export const characterStatuses = ["draft", "in review", "approved", "locked"] as const;
export type CharacterStatus = (typeof characterStatuses)[number];

export const statusWords: Record<CharacterStatus, { label: string; tone: StatusTone; help: string }> = {
  draft: { label: "Draft", tone: "todo", help: "Being decided." },
  "in review": { label: "In review", tone: "wfa", help: "A supervisor is asked." },
  approved: { label: "Approved", tone: "done", help: "Decided; edits are still taken." },
  locked: { label: "Locked", tone: "omit", help: "Decided; every edit is refused." },
};
