import { omittedCode } from "../status-set";
import type { CellContext } from "./cells";
import type { TableShot } from "./table-shot";

/** Approved or left out: nothing of it is due any more. */
export const isOver = ({ status }: TableShot, { index }: CellContext): boolean =>
  status === omittedCode || index.statusByCode.get(status)?.state === "done";

/** Due before today and not over. */
export const isOverdue = (shot: TableShot, at: CellContext): boolean =>
  shot.dueOn !== null && shot.dueOn < at.today && !isOver(shot, at);
