import { standingSign } from "@/components/nodes/standing-words";
import type { Output } from "@/components/trpc";
import type { StatusShape, StatusTone } from "@/components/ui/status-tone";

type Node = Pick<Output["nodes"]["glance"][number], "name" | "state" | "paused" | "rest" | "closed">;
type Line = { waiting: number /** The whole queue is. */; paused: boolean };
type Pill = { name: string; text: string; tone: StatusTone; shape?: StatusShape };

/** What the pill says while nothing renders: the node that would take the next job, else why none would. */
export const quietNode = (nodes: readonly Node[], { waiting, paused }: Line, now: number): Pill => {
  const [first] = nodes;
  if (!first) return { name: "No node", text: "pair one", tone: "hold" };
  const line = waiting > 0 ? `${waiting} waiting` : "";
  const told = (words: string) => [words, line].filter(Boolean).join(" · ");
  if (paused) return { name: "Queue", text: told("paused"), tone: "hold" };
  const here = nodes.filter(({ state }) => state !== "away" && state !== "revoked");
  const [resting] = here;
  if (!resting) return { name: first.name, text: "offline", tone: "omit" };
  const free = here.find(({ state }) => state === "ready" || state === "working");
  if (free) return { name: free.name, text: line || "idle", tone: "done" };
  const { label, ...sign } = standingSign(resting, now);
  return { name: resting.name, text: told(label.charAt(0).toLowerCase() + label.slice(1)), ...sign };
};
