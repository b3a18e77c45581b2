import type { Picture } from "../media";

/** One row of the shot table. People, places and characters are ids; `TableWords` holds their names. */
export type TableShot = {
  id: string;
  code: string;
  sequence: string;
  scene: string;
  description: string;
  /** A code of the team's statuses, as those of tasks are. */
  status: string;
  frameIn: number;
  durationFrames: number;
  size: string;
  angle: string;
  move: string;
  lens: string;
  /** `2026-11-30` */
  dueOn: string | null;
  environmentId: string | null;
  environmentStateId: string | null;
  assigneeId: string | null;
  cast: readonly string[];
  /** The status of each task by type; a type that is missing stands at the team's default. */
  tasks: Readonly<Record<string, string>>;
  picture: Picture | null;
  frames: number;
  /** The worst face of the shown versions, 0–1; null until one was measured. */
  likeness: number | null;
  /** Whether that was measured beside a package that is another by now. */
  likenessStale: boolean;
  /** Seconds that nodes worked on passes of this shot. */
  seconds: number;
  lastNote: { body: string; author: string; at: string } | null;
  updatedAt: string;
  /** Counts the changes of the row: an older answer never replaces a newer one. */
  revision: number;
};

/** Names behind the ids of rows. */
export type TableWords = {
  characters: readonly { id: string; code: string; name: string }[];
  environments: readonly { id: string; name: string }[];
  states: readonly { id: string; environmentId: string; name: string }[];
  people: readonly { id: string; name: string }[];
};

/** A status of the team as the table needs it. */
export type TableStatus = {
  code: string;
  name: string;
  colour: string;
  state: "not_started" | "in_progress" | "done" | "blocked";
};
