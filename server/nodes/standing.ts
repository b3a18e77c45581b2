import { isOpen, nextChange, type Schedule } from "@/contract/queue/schedule";
import type { nodes } from "@/db/schema";

/** `closed`: outside its hours. `resting`: it takes nothing by its own decision. */
export type NodeState = "ready" | "working" | "paused" | "closed" | "resting" | "away" | "revoked";

export type Standing = {
  state: NodeState;
  /** Also while it still works: what it has begun it finishes. `by` is null when the studio paused it after faults. */
  paused: { at: string; by: string | null; reason: string | null } | null;
  /** What it does instead of working, in its own words. */
  rest: NonNullable<(typeof nodes.$inferSelect)["rest"]> | null;
  /** When its hours begin, null for never, on the clock of `zone`. */
  closed: { until: string | null; zone: string; quiet: boolean } | null;
};

type Asked = Pick<typeof nodes.$inferSelect, "revokedAt" | "pausedAt" | "pausedReason" | "rest"> & {
  schedule: Schedule | null;
  pausedByName: string | null;
  away: boolean;
  works: boolean;
};

/** How a node stands: the first thing that keeps it from taking work, and everything else that would. */
export function standingOf(node: Asked, now = new Date()): Standing {
  const { pausedAt, pausedReason, pausedByName, rest, schedule } = node;
  const paused = pausedAt ? { at: pausedAt, by: pausedByName, reason: pausedReason } : null;
  const closed =
    schedule && !isOpen(schedule, now)
      ? {
          until: nextChange(schedule, now)?.toISOString() ?? null,
          ...{ zone: schedule.zone, quiet: schedule.mode === "quiet" },
        }
      : null;
  return { state: stateOf(node, { paused, rest, closed }), paused, rest, closed };
}

const stateOf = (
  { revokedAt, away, works }: Pick<Asked, "revokedAt" | "away" | "works">,
  { paused, rest, closed }: Omit<Standing, "state">,
): NodeState => {
  if (revokedAt) return "revoked";
  if (away) return "away";
  // What runs is the news; what comes after it stands beside.
  if (works) return "working";
  if (paused) return "paused";
  if (rest) return "resting";
  return closed ? "closed" : "ready";
};
