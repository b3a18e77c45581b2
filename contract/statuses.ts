import type { StatusRow, StatusState } from "./status-set";

/** The short name of a status, as frames, shots and tasks carry it. Which there are says the team (`task_statuses`). */
export type Status = string;

/** The short names every team begins with. */
export const statusIds = ["todo", "ready", "wip", "wfa", "retake", "done", "hold", "omit"] as const;

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
