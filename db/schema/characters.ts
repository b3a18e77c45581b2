import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { PaletteColour } from "../../contract/profile/palette";
import type { PromptSlot } from "../../contract/prompt/slots";
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
    /** Age, gender and ethnicity seed every prompt: without them a model drifts (B38). Free text, "35" or "ageless". */
    age: text().notNull().default(""),
    gender: text().notNull().default(""),
    ethnicity: text().notNull().default(""),
    /** Features that become prompt and negative (B43), in the order they were given. */
    mustHave: text().array().notNull().default(sql`'{}'::text[]`),
    mustNot: text().array().notNull().default(sql`'{}'::text[]`),
    /** A full name steadies a face, a famous one bends it (B39): off until somebody decides. */
    nameInPrompt: boolean().notNull().default(false),
    promptName: text().notNull().default(""),
    /** The five parts of a prompt in their order (B22); an absent one is empty. */
    fragments: jsonb().$type<Partial<Record<PromptSlot, string>>>().notNull().default({}),
    /** Null: the project's default negative. */
    negative: text(),
    dos: text().array().notNull().default(sql`'{}'::text[]`),
    donts: text().array().notNull().default(sql`'{}'::text[]`),
    palette: jsonb().$type<PaletteColour[]>().notNull().default([]),
    /** Whole centimetres, for the height line-up. */
    heightCm: integer(),
    voice: jsonb().$type<{ description?: string }>().notNull().default({}),
    /** What the character began as (A1). */
    startedFrom: text().$type<"prompt" | "image">(),
    startPrompt: text().notNull().default(""),
    startMediaId: text().references(() => media.id),
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

/** Prompt phrases a project keeps to insert with one press, such as "less gloss" (B65). */
export const promptSnippets = pgTable(
  "prompt_snippets",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    title: text().notNull(),
    positive: text().notNull().default(""),
    negative: text().notNull().default(""),
    position: integer().notNull().default(0),
    createdBy: text(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.teamId, t.projectId, t.position)],
);
