import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { projects } from "./projects";
import { teams, users } from "./teams";

/** One thing a person should know. Unread, read, archived: three moments, nothing is deleted. */
export const inboxItems = pgTable(
  "inbox_items",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    projectId: text().references(() => projects.id, { onDelete: "cascade" }),
    kind: text().$type<"mention" | "assigned" | "status" | "note" | "version" | "finished" | "failed">().notNull(),
    actorId: text(),
    /** What it is about: an id by its prefix, such as a shot or a frame. */
    subjectId: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
    readAt: instant(),
    archivedAt: instant(),
  },
  (t) => [
    index("inbox_mine").on(t.userId, t.teamId, t.createdAt.desc()),
    index("inbox_unread").on(t.userId, t.teamId).where(sql`read_at is null and archived_at is null`),
    index().on(t.projectId),
    index().on(t.teamId),
  ],
);

/** What a person wants to hear of: a project, a shot, a character, an environment. */
export const follows = pgTable(
  "follows",
  {
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    subjectId: text().notNull(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.subjectId] }), index().on(t.teamId, t.subjectId)],
);
