/**
 * Which drawn row shows which item. An item keeps its row while it shows; where others took the place of what stood
 * between two that stayed, their rows are drawn over instead of being made anew.
 */
export class RowKeys {
  private drawn: readonly { id: string; key: number }[] = [];
  private made = 0;

  /** A key for each of `ids`, which are all different, in their order. Asked twice for the same list it answers the same. */
  of(ids: readonly string[]): number[] {
    const wanted = new Set(ids);
    const before = new Map(this.drawn.map((row, at) => [row.id, at]));
    const next: { id: string; key: number }[] = [];
    // Rows behind this place of the former list, and not taken yet.
    let from = 0;
    for (const id of ids) {
      const stood = before.get(id);
      const row = stood === undefined ? this.drawn[from] : this.drawn[stood];
      if (stood !== undefined) from = Math.max(from, stood + 1);
      else if (row && !wanted.has(row.id)) from += 1;
      // Between two that stayed there is none to spare: moving one here costs more than making it.
      else {
        next.push({ id, key: this.made++ });
        continue;
      }
      next.push({ id, key: row?.key ?? this.made++ });
    }
    this.drawn = next;
    return next.map(({ key }) => key);
  }
}
