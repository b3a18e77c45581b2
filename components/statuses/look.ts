import type { CSSProperties } from "react";
import { type StatusShape, type StatusTone, toneClass, toneOfColour, toneShape } from "@/components/ui/status-tone";
import { type DrawnStatus, isOmitted, type StatusRow } from "@/contract/status-set";

/** What `StatusPill` and `StatusDot` take to draw a status. */
export type StatusLook = { tone: StatusTone; label: string; shape: StatusShape; colour?: string };

const byState: Record<StatusRow["state"], StatusTone> = {
  not_started: "ready",
  in_progress: "wip",
  done: "done",
  blocked: "hold",
};

/** The second sign beside colour, by what the status does. */
const likeOf = (row: StatusRow): StatusTone => {
  if (row.isDefault) return "todo";
  if (row.isFeedbackRequest) return "wfa";
  if (row.isRetake) return "retake";
  return isOmitted(row.code) ? "omit" : byState[row.state];
};

/** How a status is drawn. The colours every team begins with keep their hand-made tokens; any other comes fitted to each theme. */
export function lookOf(row: DrawnStatus): StatusLook {
  const like = likeOf(row);
  const shape = toneShape[like];
  if (row.drawn !== undefined) return { tone: like, label: row.name, shape, colour: row.drawn };
  return { tone: toneOfColour[row.colour] ?? like, label: row.name, shape };
}

/** Class and style that put the status's colour on words or a bar. */
export function paintOf({ tone, colour }: StatusLook): { className: string; style?: CSSProperties } {
  return colour === undefined ? { className: toneClass[tone] } : { className: "", style: { color: colour } };
}
