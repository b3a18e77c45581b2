import { opposite, type Step, stay, type ToolInput } from "./tool";

/** A press asks for a fill; the pixels come from a worker and are committed when they arrive. Alt takes away. */
export type BucketState = { tool: "bucket"; at: "idle" };

export const bucketIdle: BucketState = { tool: "bucket", at: "idle" };

export function bucket(state: BucketState, input: ToolInput): Step<BucketState> {
  if (input.type !== "down") return stay(state);
  return { state, effects: [{ type: "fill", at: input.at.image, mode: opposite("add", input.modifiers.alt) }] };
}
