import { leastRoleFor, type StatusFlag, type StatusRow, type StatusState } from "@/contract/status-set";

export const stateWords: Record<StatusState, string> = {
  not_started: "Not started",
  in_progress: "In progress",
  done: "Done",
  blocked: "Blocked",
};

/** What a status does, for people. */
export const flagWords: Record<Exclude<StatusFlag, "isDone">, { label: string; help: string }> = {
  isDefault: { label: "New work begins here", help: "One status of the team; not started." },
  isWip: { label: "Work goes on", help: "What a first picture moves a frame to." },
  isFeedbackRequest: { label: "Asks for review", help: "Frames with it wait in Review." },
  isRetake: { label: "Sends back", help: "Needs a note that says what to change." },
};

/** "Asks for review · supervisors": one line about a status. */
export function aboutStatus(row: StatusRow): string {
  const does = (Object.keys(flagWords) as (keyof typeof flagWords)[])
    .filter((flag) => row[flag])
    .map((flag) => flagWords[flag].label);
  const who = leastRoleFor(row) === "artist" ? "Artists and up" : "Supervisors and up";
  return [stateWords[row.state], ...does, row.isClientAllowed ? `${who}, clients` : who].join(" · ");
}
