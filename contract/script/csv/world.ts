import type { Role } from "../../roles";
import type { StatusRow, StatusTransition } from "../../status-set";
import type { CsvField } from "./fields";

/** What rows of a file are held against: the project as it is. Plain data, the same in the browser and in the verb. */
export type CsvWorld = {
  /** All shots, archived ones too: a code is never given twice. */
  shots: readonly WorldShot[];
  sequences: readonly string[];
  statuses: readonly StatusRow[];
  transitions: readonly StatusTransition[];
  role: Role;
  characters: readonly { id: string; code: string; name: string }[];
  environments: readonly { id: string; code: string; name: string }[];
  people: readonly { id: string; name: string }[];
  /** Frames a second, a fraction where the rate is one. */
  fps: number;
  /** `2026-11-30`, for days without a year. */
  today: string;
};

export type WorldShot = {
  id: string;
  code: string;
  sequence: string;
  archived: boolean;
  status: string;
  frameIn: number;
  frames: number;
  /** Status by task type; a missing one stands at the default. */
  tasks: Readonly<Record<string, string>>;
};

/** How a file is read: what each column means, and what stands in for what it does not say. */
export type CsvMapping = {
  columns: readonly (CsvField | null)[];
  /** Sequence of rows that name none. */
  sequence: string;
  /** Words of the file that are no status of the team, small letters → a code, or "" to leave the cell out. */
  statuses: Readonly<Record<string, string>>;
};

/** Something about one cell, as its reader finds it: the row as spreadsheets count, the header as written. */
export type CsvProblem = {
  /** An error keeps the whole file out; a warning says what will happen instead. */
  severity: "error" | "warning";
  row: number;
  column: string;
  message: string;
};

export type PlannedShot = {
  /** As spreadsheets count: the header is row 1. */
  row: number;
  /** The shot that has the code already; null: it is made. */
  shotId: string | null;
  sequence: string;
  code: string;
  /** Only what the file says; an empty cell leaves what is there. */
  values: Partial<Record<"description" | "scene" | "size" | "angle" | "move" | "lens", string>> & {
    frameIn?: number;
    frames?: number;
    environmentId?: string;
    assigneeId?: string;
    dueOn?: string;
    status?: string;
  };
  cast?: readonly string[];
  /** Status code by task type. */
  tasks: Readonly<Record<string, string>>;
  /** Id of the assignee by task type. */
  people: Readonly<Record<string, string>>;
};

export type CsvPlan = {
  shots: PlannedShot[];
  problems: CsvProblem[];
  /** Of the shots: how many are new, change, come back from the archive. */
  made: number;
  changed: number;
  revived: number;
  newSequences: string[];
  /** Words of status cells that the team does not know, with how often. */
  unknownStatuses: { word: string; count: number }[];
};
