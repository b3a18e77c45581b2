import { isFinished, isOmitted, type StatusSet } from "../status-set";

/** What the studio does by itself, each switchable per project. Ids are kept in `projects.automations_off`. */
export const automations = {
  "board-done": {
    label: "Board approved makes Render ready",
    help: "When the Board task of a shot is done, its Render task goes from not started to ready.",
  },
  "tasks-done": {
    label: "All tasks done completes the shot",
    help: "A shot is approved once every task begun on it is done. Off: it follows its frames alone.",
  },
  "retake-asks": {
    label: "A new version asks for review",
    help: "When a new version comes to a frame that was sent back, the frame needs review again.",
  },
} as const;

export type Automation = keyof typeof automations;
export const automationIds = Object.keys(automations) as [Automation, ...Automation[]];

export const isOn = (off: readonly string[], automation: Automation): boolean => !off.includes(automation);

/** What Render gets when Board was done just now; undefined: it stays, because work on it began, or no word says ready. */
export const renderAfterBoard = (
  set: StatusSet,
  board: { before: string; after: string },
  render: string,
): string | undefined => {
  if (set.of(board.before).isDone || !set.of(board.after).isDone || !set.of(render).isDefault) return undefined;
  return set.active.find((row) => row.state === "not_started" && !row.isDefault)?.code;
};

export type ShotFacts = {
  /** How the shot stands now. */
  shot: string;
  /** What its frames say; undefined without frames. */
  frames: string | undefined;
  /** How the tasks stand that somebody began: a type without a row is not counted. */
  tasks: readonly string[];
  /** A task that was finished is not any more. */
  reopened: boolean;
};

/**
 * How a shot stands after its frames or tasks moved. What a person put aside (on hold, omitted) stays. With the
 * automation on, done means that every begun task is; off, the frames alone speak.
 */
export const shotAfter = (set: StatusSet, facts: ShotFacts, completes: boolean): string => {
  const { shot, frames, tasks, reopened } = facts;
  if (set.of(shot).state === "blocked") return shot;
  const live = tasks.filter((code) => !isOmitted(code));
  if (!completes || live.length === 0) return frames ?? shot;
  const open = live.some((code) => !isFinished(set, code));
  const framesOpen = frames !== undefined && !set.of(frames).isDone;
  if (!open && !framesOpen) return set.of(shot).isDone ? shot : (set.first("isDone")?.code ?? shot);
  const working = set.first("isWip")?.code ?? shot;
  if (frames !== undefined) return framesOpen ? frames : working;
  return reopened && set.of(shot).isDone ? working : shot;
};
