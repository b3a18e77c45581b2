import { index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, instant, revision, updatedAt } from "../columns";
import { media } from "./media";
import { projects } from "./projects";
import { teams } from "./teams";

export const environments = pgTable(
  "environments",
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
    description: text().notNull().default(""),
    heroMediaId: text().references(() => media.id),
    archivedAt: instant(),
    createdBy: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [uniqueIndex("environments_project_code").on(t.projectId, t.code), index().on(t.teamId, t.projectId)],
);

/** A plate of an environment. `state` is the time or condition it shows: day, dusk, night… */
export const environmentImages = pgTable(
  "environment_images",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    environmentId: text()
      .notNull()
      .references(() => environments.id, { onDelete: "cascade" }),
    mediaId: text()
      .notNull()
      .references(() => media.id),
    state: text().notNull().default(""),
    position: integer().notNull().default(0),
    createdBy: text(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.teamId, t.environmentId)],
);
