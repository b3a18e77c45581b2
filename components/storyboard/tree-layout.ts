/** What the layout needs of a version; `versions` come oldest first. */
export interface TreeVersion {
  id: string;
  parents: readonly string[];
}

export interface TreeNode<Version> {
  version: Version;
  /** 0 is the trunk, higher ones are branches to its right. */
  column: number;
  /** 0 is the oldest. */
  row: number;
}

export interface TreeEdge {
  from: { column: number; row: number };
  to: { column: number; row: number };
  parent: string;
  child: string;
}

export interface TreeLayout<Version> {
  nodes: TreeNode<Version>[];
  edges: TreeEdge[];
  columns: number;
}

/**
 * A graph of versions, one to a row, oldest first. A version goes on in its first parent's column when no sibling has
 * taken it; a sibling opens the leftmost column that is free from the parent's row to its own. Parents outside the list are left out.
 */
export function layOutTree<Version extends TreeVersion>(versions: readonly Version[]): TreeLayout<Version> {
  const nodes = new Map<string, TreeNode<Version>>();
  const continued = new Set<string>();
  // The last row each column is busy to: its tip may still grow.
  const busyTo: number[] = [];
  const lastChild = new Map<string, number>();
  for (const [row, { parents }] of versions.entries()) for (const parent of parents) lastChild.set(parent, row);
  for (const [row, version] of versions.entries()) {
    const parent = version.parents.map((id) => nodes.get(id)).find((node) => node !== undefined);
    const goesOn = parent !== undefined && !continued.has(parent.version.id);
    if (goesOn) continued.add(parent.version.id);
    const column = goesOn ? parent.column : freeColumn(busyTo, parent?.row ?? row - 1, (parent?.column ?? -1) + 1);
    busyTo[column] = Math.max(row, lastChild.get(version.id) ?? row);
    nodes.set(version.id, { version, column, row });
  }
  const all = [...nodes.values()];
  return { nodes: all, edges: edgesOf(all, nodes), columns: Math.max(1, busyTo.length) };
}

const freeColumn = (busyTo: readonly number[], since: number, from: number): number => {
  for (let column = from; column < busyTo.length; column += 1) if ((busyTo[column] ?? -1) <= since) return column;
  return Math.max(from, busyTo.length);
};

const edgesOf = <Version extends TreeVersion>(
  all: readonly TreeNode<Version>[],
  nodes: ReadonlyMap<string, TreeNode<Version>>,
): TreeEdge[] =>
  all.flatMap(({ version, column, row }) =>
    version.parents.flatMap((id) => {
      const parent = nodes.get(id);
      return parent
        ? [{ from: { column: parent.column, row: parent.row }, to: { column, row }, parent: id, child: version.id }]
        : [];
    }),
  );
