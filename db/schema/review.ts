import { sql } from "drizzle-orm";
import { index, pgTable, text } from "drizzle-orm/pg-core";
import type { Status } from "../../contract/statuses";
import { createdAt, id, instant } from "../columns";
import { frames, versions } from "./storyboard";
import { teams, users } from "./teams";

/** A note on a version of a frame. A status change and its comment are one row: one act. */
export const notes = pgTable(
  "notes",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text().notNull(),
    frameId: text()
      .notNull()
      .references(() => frames.id, { onDelete: "cascade" }),
    versionId: text().references(() => versions.id, { onDelete: "set null" }),
    authorId: text()
      .notNull()
      .references(() => users.id),
    body: text().notNull().default(""),
    /** The status set with this note, and the one it replaced. */
    status: text().$type<Status>(),
    statusBefore: text().$type<Status>(),
    audience: text().$type<"team" | "client">().notNull().default("team"),
    resolvedAt: instant(),
    resolvedBy: text(),
    createdAt: createdAt(),
  },
  (t) => [
    index().on(t.teamId, t.frameId, t.createdAt),
    index("notes_open").on(t.teamId, t.projectId, t.frameId).where(sql`resolved_at is null`),
    index().on(t.versionId),
  ],
);
