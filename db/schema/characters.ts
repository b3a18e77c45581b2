import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, instant, revision, updatedAt } from "../columns";
import { media } from "./media";
import { projects } from "./projects";
import { teams } from "./teams";

export const characters = pgTable(
  "characters",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    code: text().notNull(),
    name: text().notNull(),
    tier: text().$type<"lead" | "support" | "extra">().notNull().default("support"),
    description: text().notNull().default(""),
    triggerWord: text(),
    status: text().$type<"draft" | "in review" | "approved" | "locked">().notNull().default("draft"),
    heroMediaId: text().references(() => media.id),
    archivedAt: instant(),
    createdBy: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [
    uniqueIndex("characters_project_code").on(t.projectId, t.code),
    // One word summons one character (A5). An archived one gives its word back.
    uniqueIndex("characters_project_trigger").on(t.projectId, t.triggerWord).where(sql`archived_at is null`),
    index().on(t.teamId, t.projectId),
  ],
);
