import { type TaskType, taskTypeIds, taskTypes } from "../task-types";

/** What a column of a file can mean. Tasks are `task.render` and so on, whose they are `who.render`. */
export const csvFields = {
  sequence: "Sequence",
  code: "Shot",
  description: "Description",
  scene: "Scene",
  size: "Size",
  angle: "Angle",
  move: "Move",
  lens: "Lens",
  frames: "Frames",
  in: "Frame in",
  out: "Frame out",
  duration: "Duration",
  cast: "Cast",
  place: "Environment",
  assignee: "Assignee",
  due: "Due day",
  status: "Status of the shot",
} as const;

export type TaskField = `task.${TaskType}`;
/** Whose a task is. */
export type WhoField = `who.${TaskType}`;
export type CsvField = keyof typeof csvFields | TaskField | WhoField;

export const taskOf = (field: CsvField): TaskType | undefined => taskTypeIds.find((type) => field === `task.${type}`);
export const whoOf = (field: CsvField): TaskType | undefined => taskTypeIds.find((type) => field === `who.${type}`);
export const fieldIds: readonly CsvField[] = [
  ...(Object.keys(csvFields) as (keyof typeof csvFields)[]),
  ...taskTypeIds.map((type): TaskField => `task.${type}`),
  ...taskTypeIds.map((type): WhoField => `who.${type}`),
];
export const fieldLabel = (field: CsvField): string => {
  const [type, whose] = [taskOf(field), whoOf(field)];
  if (whose) return `Assignee of ${taskTypes[whose].label}`;
  return type ? `Task: ${taskTypes[type].label}` : csvFields[field as keyof typeof csvFields];
};

// As they stand in Kitsu, on film sets and in other people's sheets; compared without case, blanks and signs.
const known: Record<Exclude<CsvField, TaskField | WhoField>, readonly string[]> = {
  sequence: ["sequence", "seq", "sequencecode"],
  code: ["name", "shot", "shotcode", "code", "shotname", "shotno", "shotnumber", "shotnr"],
  description: ["description", "action", "shotdescription", "desc", "synopsis"],
  scene: ["scene", "sceneno", "scenenumber", "sc"],
  size: ["size", "shotsize", "framing", "shottype"],
  angle: ["angle", "cameraangle"],
  move: ["movement", "move", "cameramovement", "cameramove"],
  lens: ["lens", "focallength", "lensmm"],
  frames: ["frames", "framecount", "nbframes", "numberofframes", "length"],
  in: ["framein", "in", "startframe", "cutin", "firstframe"],
  out: ["frameout", "out", "endframe", "cutout", "lastframe"],
  duration: ["duration", "time", "seconds", "durations"],
  cast: ["cast", "characters", "actors", "talent", "casting"],
  place: ["location", "environment", "set", "place", "env"],
  assignee: ["assignee", "assignations", "assignation", "assignedto", "artist", "assignees"],
  due: ["due", "duedate", "duedays", "deadline", "dueday"],
  status: ["status", "shotstatus"],
};

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** Which field a header speaks of, or undefined. Both `Render` and `RND` are the Render task. */
export function fieldOfHeader(header: string): CsvField | undefined {
  const word = plain(header);
  if (word === "") return undefined;
  for (const type of taskTypeIds) {
    const { label, short } = taskTypes[type];
    if ([label, short, `${label}status`].some((name) => plain(name) === word)) return `task.${type}`;
    if ([label, short].some((name) => known.assignee.some((who) => word === `${plain(name)}${who}`)))
      return `who.${type}`;
  }
  for (const [field, names] of Object.entries(known)) if (names.includes(word)) return field as CsvField;
  return undefined;
}

/**
 * A guess for every column; a field is guessed once, for the first column that names it. Where a file has several columns
 * of assignees, as Kitsu writes them, the one behind a task is that task's.
 */
export function guessColumns(header: readonly string[]): (CsvField | null)[] {
  const taken = new Set<CsvField>();
  const fields = header.map(fieldOfHeader);
  const several = fields.filter((field) => field === "assignee").length > 1;
  return fields.map((found, at) => {
    const before = fields[at - 1];
    const task = several && found === "assignee" && before ? taskOf(before) : undefined;
    const field: CsvField | undefined = task ? `who.${task}` : found;
    if (field === undefined || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** Whose columns these are, for one line above the mapping. */
export function profileOf(header: readonly string[]): "Kitsu" | "Film set" | "Other" {
  const words = new Set(header.map(plain));
  if (["sequence", "name", "framein", "frameout"].every((word) => words.has(word))) return "Kitsu";
  return words.has("scene") && words.has("shot") ? "Film set" : "Other";
}

// Columns of others that no field of ours takes, with the reason. The rest is simply not chosen.
const losses: readonly (readonly [test: (word: string) => boolean, why: string])[] = [
  [(word) => word === "project" || word === "episode", "the file goes into the project at hand"],
  [(word) => word === "timespent", "time spent is not tracked"],
  [(word) => word === "fps", "the project has its own frame rate"],
  [(word) => word.endsWith("comment"), "comments stay with the tool that wrote them"],
];

/** Why a column is left out, where there is a reason to say. */
export const whyLeft = (header: string): string | undefined => losses.find(([test]) => test(plain(header)))?.[1];
