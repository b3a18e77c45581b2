import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, instant, revision, updatedAt } from "../columns";
import { projects } from "./projects";
import { teams } from "./teams";

/** Settings of one pass that a project keeps under a name. What was queued with them has its own copy. */
export const passPresets = pgTable(
  "pass_presets",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    pass: text().notNull(),
    /** The pass's version when they were saved: a later one may know other settings. */
    passVersion: integer().notNull(),
    name: text().notNull(),
    params: jsonb().$type<Record<string, unknown>>().notNull(),
    archivedAt: instant(),
    createdBy: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [
    index().on(t.teamId, t.projectId, t.pass),
    // One name, one preset: what is archived gives its name back.
    uniqueIndex("pass_presets_name").on(t.projectId, t.pass, sql`lower(${t.name})`).where(sql`archived_at is null`),
  ],
);
