import type { CSSProperties } from "react";
import { type StatusShape, type StatusTone, statusTones, toneClass, toneShape } from "@/components/ui/status-tone";
import { drawnColours } from "@/contract/status-colour";
import { isOmitted, type StatusRow } from "@/contract/status-set";
import { builtInStatuses } from "@/contract/statuses";

/** What `StatusPill` and `StatusDot` take to draw a status. */
export type StatusLook = { tone: StatusTone; label: string; shape: StatusShape; colour?: string };

const drawn = new Map<string, string>();
const cssOf = (hex: string): string => {
  const known = drawn.get(hex);
  if (known !== undefined) return known;
  const { light, dark } = drawnColours(hex);
  const css = `light-dark(${light}, ${dark})`;
  drawn.set(hex, css);
  return css;
};

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

const toneOf = new Map(
  builtInStatuses.flatMap(({ code, colour }) => {
    const tone = statusTones.find((it) => it === code);
    return tone ? [[colour, tone] as const] : [];
  }),
);

/** How a status is drawn. The colours every team begins with keep their hand-made tokens; any other is fitted to each theme. */
export function lookOf(row: StatusRow): StatusLook {
  const like = likeOf(row);
  const tone = toneOf.get(row.colour);
  return tone
    ? { tone, label: row.name, shape: toneShape[like] }
    : { tone: like, label: row.name, shape: toneShape[like], colour: cssOf(row.colour) };
}

/** Class and style that put the status's colour on words or a bar. */
export function paintOf({ tone, colour }: StatusLook): { className: string; style?: CSSProperties } {
  return colour === undefined ? { className: toneClass[tone] } : { className: "", style: { color: colour } };
}
