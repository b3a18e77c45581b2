// Apart from the words of the sign: every page has those in its top bar.
import type { Standing } from "./standing-words";

/** One sentence below the sign: why it takes no work, and what ends that. */
export function standingHelp(node: Standing): string {
  const { paused, rest } = node;
  if (node.state === "away") return "It works again as soon as its agent is started.";
  if (node.state === "working") return "";
  if (paused) return paused.reason ?? "It gets no new work until it is resumed.";
  if (rest) return rest.how || "It goes on by itself.";
  if (node.closed) return "Outside its hours it finishes what it has begun and takes nothing new.";
  return "Waiting for work.";
}
