import { builtInStatuses } from "../contract/statuses";
import type { taskStatuses } from "./schema/index";

/** The rows a new team begins with, ready to insert into `task_statuses`. */
export const statusRows = (teamId: string): (typeof taskStatuses.$inferInsert)[] =>
  builtInStatuses.map(({ archived: _, ...row }) => ({ teamId, ...row }));
