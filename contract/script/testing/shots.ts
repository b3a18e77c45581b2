import type { CellContext } from "../cells";
import type { TableShot, TableStatus } from "../table-shot";
import { indexWords } from "../words-index";

export const statusRows: readonly TableStatus[] = [
  { code: "todo", name: "Todo", colour: "#f5f5f5", state: "not_started" },
  { code: "wip", name: "In progress", colour: "#3273dc", state: "in_progress" },
  { code: "wfa", name: "Needs review", colour: "#ab26ff", state: "in_progress" },
  { code: "done", name: "Approved", colour: "#22d160", state: "done" },
];

/** Two characters, a place with a state, two people: what cells of the tests point at. */
export const tableContext: CellContext = {
  index: indexWords(
    {
      characters: [
        { id: "chr_mara", code: "MARA", name: "Mara" },
        { id: "chr_tomas", code: "TOMAS", name: "Tomas" },
      ],
      environments: [
        { id: "env_pier", name: "Old pier" },
        { id: "env_flats", name: "The flats" },
      ],
      states: [{ id: "est_dusk", environmentId: "env_pier", name: "Dusk" }],
      people: [
        { id: "usr_ola", name: "Ola Berg" },
        { id: "usr_mei", name: "Mei Tan" },
      ],
    },
    statusRows,
    "todo",
  ),
  fps: 24,
  today: "2026-11-21",
  me: "usr_mei",
};

export const tableShot = (values: Partial<TableShot> = {}): TableShot => ({
  ...{ id: "sht_1", code: "SQ010_SH0020", sequence: "SQ010", scene: "4", status: "wfa" },
  description: "Mara waits at the pier in the night rain",
  ...{ frameIn: 1001, durationFrames: 48, size: "CU", angle: "Low", move: "Dolly in", lens: "35 mm" },
  ...{ dueOn: "2026-11-20", environmentId: "env_pier", environmentStateId: "est_dusk", assigneeId: "usr_ola" },
  ...{ cast: ["chr_mara"], tasks: { render: "wip" }, picture: null, frames: 1, likeness: null, likenessStale: false },
  seconds: 90,
  lastNote: { body: "Lift the lamp", author: "Mei Tan", at: "2026-11-20T10:00:00.000Z" },
  ...{ updatedAt: "2026-11-20T10:00:00.000Z", revision: 3 },
  ...values,
});
