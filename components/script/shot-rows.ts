/** What grouping needs of a shot. */
export interface GroupedShot {
  id: string;
  sequence: string;
  durationFrames: number;
}

export interface SequenceSum {
  kind: "sequence";
  sequence: string;
  shots: number;
  frames: number;
}

export type TableRow<Shot> = SequenceSum | { kind: "shot"; shot: Shot; index: number };

/** Shots in story order with a heading before each sequence: how many shots and film frames it has. `index` counts shots. */
export function rowsOf<Shot extends GroupedShot>(shots: readonly Shot[]): TableRow<Shot>[] {
  const rows: TableRow<Shot>[] = [];
  let heading: SequenceSum | undefined;
  for (const [index, shot] of shots.entries()) {
    if (heading?.sequence !== shot.sequence) {
      heading = { kind: "sequence", sequence: shot.sequence, shots: 0, frames: 0 };
      rows.push(heading);
    }
    heading.shots += 1;
    heading.frames += shot.durationFrames;
    rows.push({ kind: "shot", shot, index });
  }
  return rows;
}

/** Which items a list under a filter shows: those that match, and those already shown since the filter was set. */
export function steady<Item extends { id: string }>(
  items: readonly Item[],
  shown: ReadonlySet<string>,
  matches: (item: Item) => boolean,
): Item[] {
  return items.filter((item) => shown.has(item.id) || matches(item));
}
