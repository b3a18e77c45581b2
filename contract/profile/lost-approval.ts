/** What stopped being approved when a consent was withdrawn: a package's revision, a character by its name. */
export type LostApproval = { revision: number | null; character: string | null };

/** Said where the consent was taken back: what is approved no more, and what to do. */
export const lostApprovalWords = ({ revision, character }: LostApproval): string => {
  const pack = revision === null ? null : `The package lost its approval (v${String(revision).padStart(3, "0")})`;
  const who = character === null ? null : pack ? `and so did ${character}` : `${character} is approved no more`;
  return `${[pack, who].filter(Boolean).join(", ")}. Take the picture out or ask the person again, then approve again.`;
};
