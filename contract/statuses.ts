import type { Action } from "./roles";

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
