import type { Picture } from "./media";
import type { Status } from "./statuses";

/** One frame as the board shows it. `notes` are open ones, `staged` results wait for a decision. */
export type BoardFrame = {
  id: string;
  label: string;
  status: Status;
  shot: string;
  /** The first words of what happens in the shot. */
  action: string;
  /** Of the shot, in whole frames at the project's rate. */
  durationFrames: number;
  versionId: string | null;
  number: number | null;
  rough: boolean | null;
  updatedAt: string;
  picture: Picture | null;
  notes: number;
  staged: number;
};

type Shot = [code: string, action: string, durationFrames: number];
type Frame = [
  shot: number,
  id: string,
  label: string,
  status: Status,
  versionId: string | null,
  number: number | null,
  /** 0 or 1; null without a version. */
  rough: 0 | 1 | null,
  updatedAt: string,
  picture: [id: string, width: number, height: number, colour: string] | null,
  notes: number,
  staged: number,
];

/** A whole board on its way to the browser: what frames of a shot share is said once, and no column names. */
export type PackedBoard = { shots: Shot[]; frames: Frame[] };

/** Frames in story order, packed. `unpackBoard` gives back equal rows. */
export const packBoard = (rows: readonly BoardFrame[]): PackedBoard => {
  const shots: Shot[] = [];
  const frames = rows.map((row): Frame => {
    if (shots.at(-1)?.[0] !== row.shot) shots.push([row.shot, row.action, row.durationFrames]);
    const { id, label, status, versionId, number, updatedAt, picture, notes, staged } = row;
    const rough = row.rough === null ? null : row.rough ? 1 : 0;
    const shown = picture && ([picture.id, picture.width, picture.height, picture.colour] as Frame[8]);
    return [shots.length - 1, id, label, status, versionId, number, rough, updatedAt, shown, notes, staged];
  });
  return { shots, frames };
};

export const unpackBoard = ({ shots, frames }: PackedBoard): BoardFrame[] =>
  frames.map(([at, id, label, status, versionId, number, rough, updatedAt, shown, notes, staged]) => {
    const [shot = "", action = "", durationFrames = 0] = shots[at] ?? [];
    const picture = shown && { id: shown[0], width: shown[1], height: shown[2], colour: shown[3] };
    return {
      ...{
        id,
        label,
        status,
        shot,
        action,
        durationFrames,
        versionId,
        number,
        rough: rough === null ? null : rough === 1,
      },
      ...{ updatedAt, picture, notes, staged },
    };
  });

/** The packed board with one frame at another status. */
export const withStatus = (board: PackedBoard, frameId: string, status: Status): PackedBoard => ({
  ...board,
  frames: board.frames.map((frame) => {
    if (frame[1] !== frameId) return frame;
    const changed: Frame = [...frame];
    changed[3] = status;
    return changed;
  }),
});
