/** The parts of a prompt in the order they are written (B22). */
export const promptSlots = ["character", "expression", "pose", "action", "setting"] as const;
export type PromptSlot = (typeof promptSlots)[number];
