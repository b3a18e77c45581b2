/** The parts of a prompt in the order they are written (B22). */
export const promptSlots = ["character", "expression", "pose", "action", "setting"] as const;
export type PromptSlot = (typeof promptSlots)[number];

/** What each part is for, with an example. */
export const slotWords: Record<PromptSlot, { title: string; example: string }> = {
  character: { title: "Character", example: "wearing a white toga" },
  expression: { title: "Expression", example: "(flirty smile)" },
  pose: { title: "Pose", example: "leaning on a column" },
  action: { title: "Action", example: "pouring wine" },
  setting: { title: "Setting", example: "courtyard of a Roman villa, morning light" },
};
