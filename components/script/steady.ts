/** Which items a list under a filter shows: those that match, and those already shown since the filter was set. */
export function steady<Item extends { id: string }>(
  items: readonly Item[],
  shown: ReadonlySet<string>,
  matches: (item: Item) => boolean,
): Item[] {
  return items.filter((item) => shown.has(item.id) || matches(item));
}
