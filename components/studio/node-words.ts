import type { Output } from "@/components/trpc";
import type { StatusTone } from "@/components/ui/status-tone";

type Node = Pick<Output["nodes"]["glance"][number], "name" | "state">;

/** What the pill says while nothing renders: the node that would take the next job, else why none would. */
export const quietNode = (
  nodes: readonly Node[],
  waiting: number,
): { name: string; text: string; tone: StatusTone } => {
  const [first] = nodes;
  if (!first) return { name: "No node", text: "pair one", tone: "hold" };
  const here = nodes.filter(({ state }) => state !== "away" && state !== "revoked");
  const [resting] = here;
  if (!resting) return { name: first.name, text: "offline", tone: "omit" };
  const line = waiting > 0 ? `${waiting} waiting` : "";
  const free = here.find(({ state }) => state !== "paused");
  if (!free) return { name: resting.name, text: ["paused", line].filter(Boolean).join(" · "), tone: "hold" };
  return { name: free.name, text: line || "idle", tone: "done" };
};
