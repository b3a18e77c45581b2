import type { Picture } from "../media";
import type { TableShot, TableWords } from "./table-shot";
import { taskTypeIds } from "./task-types";

type Row = [
  id: string,
  code: string,
  sequence: number,
  scene: string,
  description: string,
  status: string,
  frameIn: number,
  durationFrames: number,
  camera: [size: string, angle: string, move: string, lens: string] | 0,
  dueOn: string | null,
  environment: number,
  state: number,
  assignee: number,
  cast: number[],
  tasks: (string | 0)[] | 0,
  picture: [id: string, width: number, height: number, colour: string] | 0,
  frames: number,
  likeness: number | null,
  seconds: number,
  lastNote: [body: string, author: string, at: string] | 0,
  updatedAt: string,
  revision: number,
  stale: 0 | 1,
];

/** A whole shot table on its way to the browser: names are said once and pointed at, nothing names its columns. */
export type PackedShots = { sequences: string[]; words: TableWords; rows: Row[] };

/** Rows in story order, packed. `words` must hold all that rows point at. `unpackShots` gives back equal rows. */
export function packShots(shots: readonly TableShot[], words: TableWords): PackedShots {
  const place = (rows: readonly { id: string }[]) => new Map(rows.map(({ id }, at) => [id, at]));
  const [characters, environments, states, people] = [
    place(words.characters),
    place(words.environments),
    place(words.states),
    place(words.people),
  ];
  const at = (map: ReadonlyMap<string, number> | undefined, id: string | null) => map?.get(id ?? "") ?? -1;
  const sequences: string[] = [];
  const sequenceAt = new Map<string, number>();
  const rows = shots.map((shot): Row => {
    let sequence = sequenceAt.get(shot.sequence);
    if (sequence === undefined) {
      sequence = sequences.push(shot.sequence) - 1;
      sequenceAt.set(shot.sequence, sequence);
    }
    const { picture, lastNote } = shot;
    const camera: Row[8] = [shot.size, shot.angle, shot.move, shot.lens];
    const tasks = taskTypeIds.map((type): string | 0 => shot.tasks[type] ?? 0);
    return [
      ...([shot.id, shot.code, sequence, shot.scene, shot.description, shot.status] as const),
      ...([shot.frameIn, shot.durationFrames, camera.some((text) => text !== "") ? camera : 0, shot.dueOn] as const),
      ...([at(environments, shot.environmentId), at(states, shot.environmentStateId)] as const),
      ...([at(people, shot.assigneeId), shot.cast.map((id) => at(characters, id))] as const),
      tasks.some((code) => code !== 0) ? tasks : 0,
      picture === null ? 0 : [picture.id, picture.width, picture.height, picture.colour],
      ...([shot.frames, shot.likeness, shot.seconds] as const),
      lastNote === null ? 0 : [lastNote.body, lastNote.author, lastNote.at],
      ...([shot.updatedAt, shot.revision, shot.likenessStale ? 1 : 0] as const),
    ];
  });
  return { sequences, words, rows };
}

export function unpackShots({ sequences, words, rows }: PackedShots): TableShot[] {
  const idAt = (list: readonly { id: string }[], at: number) => list[at]?.id ?? null;
  return rows.map((row): TableShot => {
    const [id, code, sequence, scene, description, status, frameIn, durationFrames, camera, dueOn] = row;
    const [environment, state, assignee, cast, tasks, shown, frames, likeness, seconds, note] = [
      ...([row[10], row[11], row[12], row[13], row[14], row[15], row[16], row[17], row[18], row[19]] as const),
    ];
    const [size, angle, move, lens] = camera === 0 ? ["", "", "", ""] : camera;
    const picture: Picture | null =
      shown === 0 ? null : { id: shown[0], width: shown[1], height: shown[2], colour: shown[3] };
    return {
      ...{ id, code, sequence: sequences[sequence] ?? "", scene, description, status, frameIn, durationFrames },
      ...{ size, angle, move, lens, dueOn, picture, frames, likeness, seconds },
      environmentId: idAt(words.environments, environment),
      environmentStateId: idAt(words.states, state),
      assigneeId: idAt(words.people, assignee),
      cast: cast.flatMap((at) => words.characters[at]?.id ?? []),
      tasks:
        tasks === 0
          ? {}
          : Object.fromEntries(taskTypeIds.flatMap((type, at) => (tasks[at] ? [[type, tasks[at]]] : []))),
      lastNote: note === 0 ? null : { body: note[0], author: note[1], at: note[2] },
      ...{ updatedAt: row[20], revision: row[21], likenessStale: row[22] === 1 },
    };
  });
}
