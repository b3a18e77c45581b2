import type { Output } from "@/components/trpc";
import type { StatusShape, StatusTone } from "@/components/ui/status-tone";
import { untilWords } from "@/components/ui/time-words";

export type Standing = Pick<Output["nodes"]["glance"][number], "state" | "paused" | "rest" | "closed">;
export type StandingSign = { label: string; tone: StatusTone; shape?: StatusShape };

/** A node's state in words, with who decided it and until when, and the tone of its sign. `now` in milliseconds. */
export function standingSign(node: Standing, now: number): StandingSign {
  switch (node.state) {
    case "ready":
      return { label: "Ready", tone: "done" };
    case "working":
      return { label: node.paused ? "Finishing, then paused" : "Working", tone: "wip" };
    case "paused":
      return { label: node.paused?.by ? `Paused by ${node.paused.by}` : "Paused after faults", tone: "hold" };
    case "resting":
      return { label: restWords(node.rest, now), tone: "hold" };
    case "closed":
      return { label: closedWords(node.closed), tone: "hold", shape: "empty" };
    case "away":
      return { label: "Not connected", tone: "omit" };
    case "revoked":
      return { label: "Revoked", tone: "retake" };
  }
}

const restWords = (rest: Standing["rest"], now: number): string => {
  if (!rest) return "Resting";
  const back = rest.until && Date.parse(rest.until) > now ? `, back ${untilWords(rest.until, now)}` : "";
  if (rest.kind === "owner") return "Paused by its owner";
  return `${rest.words.charAt(0).toUpperCase()}${rest.words.slice(1)}${back}`;
};

const closedWords = (closed: Standing["closed"]): string => {
  if (!closed) return "Resting";
  if (!closed.until) return "Its hours never begin";
  const at = hourIn(closed.until, closed.zone);
  return closed.quiet ? `Quiet hours until ${at}` : `Resting until ${at}`;
};

/** "Mon 07:00" on the clock of the node's own zone: the same in every browser. */
const hourIn = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit" })
    .format(new Date(at))
    .replace(",", "");
