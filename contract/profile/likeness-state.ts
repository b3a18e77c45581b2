import { type Outdated, outdatedWords } from "./measured-against";

/** Whose package is another since a version was measured; `stale` says whether there is one. */
type Beside = { stale: boolean; outdated?: readonly Outdated[] };

/** How a frame stands with the likeness meter. `value`: its worst score, 0–1; never guessed. */
export type LikenessState =
  | ({ state: "scored"; value: number; faces: number; unassigned: number } & Beside)
  | ({ state: "no score"; value: null; faces: number; unassigned: number } & Beside)
  | { state: "no face"; value: null; faces: 0; unassigned: 0; stale: false }
  /** Another version was measured than the one that is shown now. */
  | { state: "stale"; value: null; faces: 0; unassigned: 0; stale: true };

/** One frame in a list of likenesses. */
export type LikenessRow = {
  frameId: string;
  versionId: string;
  shotId: string;
  shot: string;
  label: string;
} & LikenessState;

/** Lowest score first, then what has a face but no score, then what must be measured again, then pictures without a face. */
const order: Record<LikenessState["state"], number> = { scored: 0, "no score": 1, stale: 2, "no face": 3 };
export const worstFirst = <Row extends LikenessState>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => order[a.state] - order[b.state] || (a.value ?? 0) - (b.value ?? 0));

/**
 * From the faces of the version that was read. `shown` says whether it is the one the frame shows, `outdated` whose package
 * is another by now: what was measured still stands, and says so.
 */
export const likenessState = (
  faces: readonly { sure: boolean; characterId: string | null; score: number | null }[],
  shown: boolean,
  outdated: readonly Outdated[] = [],
): LikenessState => {
  if (!shown) return { state: "stale", value: null, faces: 0, unassigned: 0, stale: true };
  const sure = faces.filter((face) => face.sure || face.characterId !== null);
  if (sure.length === 0) return { state: "no face", value: null, faces: 0, unassigned: 0, stale: false };
  const scores = sure.flatMap(({ score }) => score ?? []);
  const unassigned = sure.filter(({ characterId }) => characterId === null).length;
  const rest = { faces: sure.length, unassigned, stale: outdated.length > 0, ...(outdated.length > 0 && { outdated }) };
  return scores.length > 0
    ? { state: "scored", value: Math.min(...scores), ...rest }
    : { state: "no score", value: null, ...rest };
};

/** What a ring says in words: beside the shape, for those who do not see it, and as its hint. */
export const likenessWords = (row: LikenessState, lacks: readonly string[]): string => {
  const words = stateWords(row, lacks);
  return "outdated" in row && row.outdated ? `${words.replace(/\.$/, "")}. ${outdatedWords(row.outdated)}` : words;
};

const stateWords = (row: LikenessState, lacks: readonly string[]): string => {
  switch (row.state) {
    case "scored":
      return `Likeness ${Math.round(row.value * 100)} of 100, the worst of ${row.faces} ${row.faces === 1 ? "face" : "faces"}${unassigned(row)}`;
    case "no score":
      return row.unassigned === row.faces
        ? `${row.faces} ${row.faces === 1 ? "face" : "faces"}, nobody said whose`
        : `No score${unassigned(row)}. ${lacks[0] ?? "The package has no picture that can be compared: measure again."}`;
    case "no face":
      return "No face found in this picture";
    case "stale":
      return "Another version is shown since it was measured: measure again";
  }
};

const unassigned = ({ unassigned: count }: LikenessState): string => (count > 0 ? `, ${count} of nobody` : "");
