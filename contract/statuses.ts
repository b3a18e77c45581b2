import type { Action } from "./roles";
import type { StatusRow, StatusState } from "./status-set";

/** Statuses of a shot and of a frame. Colours are roles in app/globals.css; a word always stands beside the colour. */
export const statuses = {
  todo: { label: "Todo", state: "not_started" },
  ready: { label: "Ready", state: "not_started" },
  wip: { label: "In progress", state: "in_progress" },
  wfa: { label: "Needs review", state: "in_progress" },
  retake: { label: "Retake", state: "in_progress" },
  done: { label: "Approved", state: "done" },
  hold: { label: "On hold", state: "blocked" },
  omit: { label: "Omitted", state: "blocked" },
} as const;

export type Status = keyof typeof statuses;
export const statusIds = Object.keys(statuses) as [Status, ...Status[]];

/** What a person must be allowed to do to set this status: approving and sending back are a supervisor's word. */
export const actionForStatus = (status: Status): Action =>
  status === "done" || status === "retake" ? "approve frames" : status === "wfa" ? "ask for review" : "edit shots";

/** A shot follows its frames: the most urgent one speaks, and it is done when all are. Empty list: undefined. */
export const shotStatusFrom = (frames: readonly Status[]): Status | undefined => {
  const live = frames.filter((status) => status !== "omit");
  if (live.length === 0) return undefined;
  if (live.every((status) => status === "done")) return "done";
  for (const urgent of ["retake", "wfa", "wip", "hold"] as const) if (live.includes(urgent)) return urgent;
  return live.includes("done") ? "wip" : live.includes("ready") ? "ready" : "todo";
};

const row = (
  position: number,
  code: string,
  name: string,
  colour: string,
  state: StatusState,
  more: Partial<StatusRow> = {},
): StatusRow => ({
  ...{ code, name, colour, state, position, archived: false },
  ...{ isDefault: false, isWip: false, isFeedbackRequest: false, isRetake: false, isDone: false },
  ...{ isArtistAllowed: true, isClientAllowed: false },
  ...more,
});

/** The words every team begins with, in order; migration 0003 wrote the same rows for teams that were there before. */
export const builtInStatuses: readonly StatusRow[] = [
  row(0, "todo", "Todo", "#f5f5f5", "not_started", { isDefault: true }),
  row(1, "ready", "Ready", "#fbc02d", "not_started"),
  row(2, "wip", "In progress", "#3273dc", "in_progress", { isWip: true }),
  row(3, "wfa", "Needs review", "#ab26ff", "in_progress", { isFeedbackRequest: true }),
  row(4, "retake", "Retake", "#ff3860", "in_progress", { isRetake: true, isArtistAllowed: false }),
  row(5, "done", "Approved", "#22d160", "done", { isDone: true, isArtistAllowed: false }),
  row(6, "hold", "On hold", "#fa6e46", "blocked"),
  row(7, "omit", "Omitted", "#9e9e9e", "blocked"),
];
