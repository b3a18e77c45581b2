import { sql } from "drizzle-orm";
import { date, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Status } from "../../contract/statuses";
import { createdAt, id, instant, revision, updatedAt } from "../columns";
import { characters } from "./characters";
import { environments } from "./environments";
import { projects } from "./projects";
import { teams, users } from "./teams";

export const sequences = pgTable(
  "sequences",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    code: text().notNull(),
    name: text().notNull().default(""),
    position: integer().notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("sequences_project_code").on(t.projectId, t.code),
    index().on(t.teamId, t.projectId),
    // Story order, so that the first rows of a long list need not sort them all.
    index("sequences_order").on(t.projectId, t.position, t.id),
  ],
);

export const shots = pgTable(
  "shots",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    sequenceId: text()
      .notNull()
      .references(() => sequences.id, { onDelete: "cascade" }),
    code: text().notNull(),
    description: text().notNull().default(""),
    status: text().$type<Status>().notNull().default("todo"),
    position: integer().notNull().default(0),
    /** Whole frames at the project's rate. */
    durationFrames: integer().notNull().default(48),
    /** First frame; the last one follows from the duration: Frames = Out − In + 1. */
    frameIn: integer().notNull().default(1001),
    scene: text().notNull().default(""),
    size: text().notNull().default(""),
    angle: text().notNull().default(""),
    move: text().notNull().default(""),
    lens: text().notNull().default(""),
    dueOn: date({ mode: "string" }),
    environmentId: text().references(() => environments.id),
    environmentStateId: text(),
    assigneeId: text().references(() => users.id),
    archivedAt: instant(),
    createdBy: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [
    uniqueIndex("shots_project_code").on(t.projectId, t.code),
    index().on(t.teamId, t.projectId, t.position),
    index("shots_order").on(t.sequenceId, t.position, t.id),
    index("shots_assignee").on(t.assigneeId).where(sql`assignee_id is not null`),
    index("shots_archived").on(t.projectId).where(sql`archived_at is not null`),
  ],
);

export const shotCast = pgTable(
  "shot_cast",
  {
    shotId: text()
      .notNull()
      .references(() => shots.id, { onDelete: "cascade" }),
    characterId: text()
      .notNull()
      .references(() => characters.id, { onDelete: "cascade" }),
    teamId: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shotId, t.characterId] }), index().on(t.characterId)],
);

/** One kind of work on one shot: what the table shows as a pill. */
export const tasks = pgTable(
  "tasks",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    shotId: text()
      .notNull()
      .references(() => shots.id, { onDelete: "cascade" }),
    type: text().notNull(),
    /** A code of the team's statuses. */
    status: text().notNull().default("todo"),
    assigneeId: text().references(() => users.id),
    dueOn: date({ mode: "string" }),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [
    uniqueIndex("tasks_shot_type").on(t.shotId, t.type),
    index().on(t.teamId, t.projectId),
    index().on(t.teamId, t.assigneeId),
  ],
);
