import type { RefObject } from "react";
import type { CellContext } from "@/contract/script/cells";
import type { Column, TableLook } from "@/contract/script/columns";
import type { GridCursor } from "./grid-cursor";
import type { ShotStore } from "./shot-store";
import type { Sort, View } from "./table-view";
import type { ShotActs } from "./use-shot-acts";

export interface GridHandle {
  focus: () => void;
}

export interface ShotGridProps {
  store: ShotStore;
  cursor: GridCursor;
  acts: ShotActs;
  view: View;
  columns: readonly Column[];
  sort: Sort | null;
  context: CellContext;
  onLook: (next: (look: TableLook) => TableLook) => void;
  onCollapse: (sequence: string) => void;
  handle: RefObject<GridHandle | null>;
}
