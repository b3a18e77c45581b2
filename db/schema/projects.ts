import { sql } from "drizzle-orm";
import { boolean, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, instant, revision, updatedAt } from "../columns";
import { teams } from "./teams";

export const projects = pgTable(
  "projects",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    slug: text().notNull(),
    name: text().notNull(),
    description: text().notNull().default(""),
    /** Rational frame rate: 24000/1001 is a rate, 23.976 is not. */
    fpsNum: integer().notNull().default(24),
    fpsDen: integer().notNull().default(1),
    /** The size the film is delivered in, in pixels. */
    frameWidth: integer().notNull().default(1920),
    frameHeight: integer().notNull().default(1080),
    /** The negative of every recipe that has none of its own (B23); null: the built-in one. */
    defaultNegative: text(),
    /** Automations somebody switched off, by their id in contract/script/automations. */
    automationsOff: text().array().notNull().default(sql`'{}'::text[]`),
    isSample: boolean().notNull().default(false),
    coverMediaId: text(),
    archivedAt: instant(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [uniqueIndex("projects_team_slug").on(t.teamId, t.slug)],
);
