/** Words of the colour table; each has its token `--status-<tone>` in both themes. */
export const statusTones = ["todo", "ready", "wip", "wfa", "retake", "done", "hold", "omit"] as const;
export type StatusTone = (typeof statusTones)[number];

/** The second sign beside colour: how far along it is. */
export type StatusShape = "empty" | "dashed" | "half" | "waiting" | "back" | "full" | "bar" | "cross";

export const toneClass: Record<StatusTone, string> = {
  todo: "text-status-todo",
  ready: "text-status-ready",
  wip: "text-status-wip",
  wfa: "text-status-wfa",
  retake: "text-status-retake",
  done: "text-status-done",
  hold: "text-status-hold",
  omit: "text-status-omit",
};

export const toneShape: Record<StatusTone, StatusShape> = {
  todo: "dashed",
  ready: "empty",
  wip: "half",
  wfa: "waiting",
  retake: "back",
  done: "full",
  hold: "bar",
  omit: "cross",
};
