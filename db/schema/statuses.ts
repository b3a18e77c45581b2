import { boolean, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Role } from "../../contract/roles";
import { createdAt, instant, updatedAt } from "../columns";
import { teams } from "./teams";

/** The words a team uses for how work stands. Each maps to one of four fixed states; behaviour hangs on the flags, never on the word. */
export const taskStatuses = pgTable(
  "task_statuses",
  {
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    /** The short name, at most 10 characters; never changes, since rows carry it. */
    code: text().notNull(),
    name: text().notNull(),
    colour: text().notNull(),
    state: text().$type<"not_started" | "in_progress" | "done" | "blocked">().notNull(),
    isDefault: boolean().notNull().default(false),
    isWip: boolean().notNull().default(false),
    isFeedbackRequest: boolean().notNull().default(false),
    isRetake: boolean().notNull().default(false),
    isDone: boolean().notNull().default(false),
    isArtistAllowed: boolean().notNull().default(true),
    isClientAllowed: boolean().notNull().default(false),
    position: integer().notNull().default(0),
    archivedAt: instant(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.code] })],
);

/** A way from one status to another that only some may go. No row: anybody who may set the target status. */
export const statusTransitions = pgTable(
  "status_transitions",
  {
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    fromCode: text().notNull(),
    toCode: text().notNull(),
    /** The least role that may; null forbids it to all. */
    role: text().$type<Role>(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.fromCode, t.toCode] }), index().on(t.teamId)],
);
