/** Words of the colour table; each has its token `--status-<tone>` in both themes. */
export type StatusTone = "todo" | "ready" | "wip" | "wfa" | "retake" | "done" | "hold" | "omit";

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

/** The token of each colour that every team begins with (contract/statuses). */
export const toneOfColour: Readonly<Record<string, StatusTone>> = {
  "#f5f5f5": "todo",
  "#fbc02d": "ready",
  "#3273dc": "wip",
  "#ab26ff": "wfa",
  "#ff3860": "retake",
  "#22d160": "done",
  "#fa6e46": "hold",
  "#9e9e9e": "omit",
};
