import { frameOut } from "../frame-range";
import { type TaskType, taskTypeIds, taskTypes } from "../task-types";
import { guard } from "./cells";

/** A shot as files tell it: words instead of ids. */
export type CsvShot = {
  code: string;
  sequence: string;
  description: string;
  scene: string;
  size: string;
  angle: string;
  move: string;
  lens: string;
  frameIn: number;
  frames: number;
  /** Short name of its status. */
  status: string;
  /** Short name by task type; a missing one is an empty cell. */
  tasks: Readonly<Record<string, string>>;
  /** Whose each task is, by task type; a missing one is nobody's. */
  people: Readonly<Record<string, string>>;
  /** Codes, in order of name. */
  cast: readonly string[];
  environment: string;
  assignee: string;
  dueOn: string | null;
  lastNote: string;
};
export type CsvProject = { name: string; fpsNum: number; fpsDen: number };

export const profiles = {
  kitsu: { label: "Kitsu", help: "Columns as Kitsu writes and reads them; one column a task." },
  set: { label: "Film set", help: "A shot list for the day of the shoot." },
} as const;
export type Profile = keyof typeof profiles;
export const profileIds = Object.keys(profiles) as [Profile, ...Profile[]];

/** `24`, `23.976`. */
export const rateText = ({ fpsNum, fpsDen }: CsvProject): string => String(Math.round((fpsNum / fpsDen) * 1000) / 1000);

/** Kitsu puts sequence and name together again, so the name goes without it. */
const nameOf = (shot: CsvShot, codes: ReadonlySet<string>): string => {
  const short = shot.code.startsWith(`${shot.sequence}_`) ? shot.code.slice(shot.sequence.length + 1) : shot.code;
  // Where another shot is called by the short name alone, only the whole code says which.
  return codes.has(short) && short !== shot.code ? shot.code : short;
};

type Column = readonly [header: string, cell: (shot: CsvShot) => string];

const kitsu = (project: CsvProject, codes: ReadonlySet<string>, given: readonly TaskType[]): Column[] => [
  ["Project", () => project.name],
  ["Episode", () => ""],
  ["Sequence", (shot) => shot.sequence],
  ["Name", (shot) => nameOf(shot, codes)],
  ["Description", (shot) => shot.description],
  ["Time Spent", () => ""],
  ["Frames", (shot) => String(shot.frames)],
  ["Frame In", (shot) => String(shot.frameIn)],
  ["Frame Out", (shot) => String(frameOut(shot))],
  ["FPS", () => rateText(project)],
  ["Scene", (shot) => shot.scene],
  ["Size", (shot) => shot.size],
  ["Angle", (shot) => shot.angle],
  ["Movement", (shot) => shot.move],
  ["Lens", (shot) => shot.lens],
  ["Environment", (shot) => shot.environment],
  ["Cast", (shot) => shot.cast.join(", ")],
  ["Due", (shot) => shot.dueOn ?? ""],
  ["Status", (shot) => shot.status],
  ...taskTypeIds.map((type): Column => [taskTypes[type].label, (shot) => shot.tasks[type] ?? ""]),
  ["Assignations", (shot) => shot.assignee],
  // Behind Kitsu's own columns, and only of tasks that somebody has.
  ...given.map((type): Column => [`${taskTypes[type].label} Assignations`, (shot) => shot.people[type] ?? ""]),
];

/** Exact to the frame at any rate below 500 a second. */
const seconds = (shot: CsvShot, { fpsNum, fpsDen }: CsvProject) => `${((shot.frames * fpsDen) / fpsNum).toFixed(3)} s`;

const filmSet = (project: CsvProject): Column[] => [
  ["Scene", (shot) => shot.scene],
  ["Shot", (shot) => shot.code],
  ["Description", (shot) => shot.description],
  ["Size", (shot) => shot.size],
  ["Angle", (shot) => shot.angle],
  ["Movement", (shot) => shot.move],
  ["Lens", (shot) => shot.lens],
  ["Equipment", () => ""],
  ["Cast", (shot) => shot.cast.join(", ")],
  ["Location", (shot) => shot.environment],
  ["INT/EXT", () => ""],
  ["Time of day", () => ""],
  ["Dialogue", () => ""],
  ["Duration", (shot) => seconds(shot, project)],
  ["Notes", (shot) => shot.lastNote],
  ["Status", (shot) => shot.status],
];

/** Header and rows, every cell guarded; a writer of CSV only has to quote them. Story order is the caller's. */
export function shotTable(profile: Profile, project: CsvProject, shots: readonly CsvShot[]): string[][] {
  const codes = new Set(shots.map(({ code }) => code));
  const given = taskTypeIds.filter((type) => shots.some(({ people }) => people[type]));
  const columns = profile === "kitsu" ? kitsu(project, codes, given) : filmSet(project);
  return [columns.map(([header]) => header), ...shots.map((shot) => columns.map(([, cell]) => guard(cell(shot))))];
}
