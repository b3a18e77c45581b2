import type { StudioContext } from "@/server/context";
import { StudioError } from "@/server/errors";

/** The node that calls. Only a node's token makes such an actor. */
export const requireNode = ({ actor }: StudioContext): { id: string; name: string } => {
  if (actor.kind !== "node") throw new StudioError("UNAUTHORIZED", "Only a render node may do this.");
  return actor;
};
