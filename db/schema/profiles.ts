import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, real, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Slot } from "../../contract/profile/angles";
import type { ImageChecks } from "../../contract/profile/checks";
import type { ClipFacts } from "../../contract/profile/clip";
import type { DatasetAdvice, RevisionImage } from "../../contract/profile/package";
import type { ParsedPrompt } from "../../contract/prompt/parsed";
import { createdAt, id, instant, revision, updatedAt } from "../columns";
import { characters } from "./characters";
import { media } from "./media";
import { projects } from "./projects";
import { teams } from "./teams";

/** A character's reference set, one per outfit. */
export const packages = pgTable(
  "packages",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text().notNull(),
    characterId: text()
      .notNull()
      .references(() => characters.id, { onDelete: "cascade" }),
    name: text().notNull(),
    position: integer().notNull().default(0),
    description: text().notNull().default(""),
    hair: text().notNull().default(""),
    props: text().array().notNull().default(sql`'{}'::text[]`),
    /** The outfit's LoRA, unique in its project; null until somebody keeps the generated name (E6). */
    loraName: text(),
    status: text().$type<"draft" | "in review" | "approved" | "locked">().notNull().default("draft"),
    /** Numbers of revisions are never reused. */
    lastRevision: integer().notNull().default(0),
    approvedRevision: integer(),
    archivedAt: instant(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [
    index().on(t.teamId, t.characterId),
    uniqueIndex("packages_project_lora").on(t.projectId, t.loraName).where(sql`archived_at is null`),
  ],
);

/** A picture of a package. Without a slot it is a candidate in the tray. */
export const packageImages = pgTable(
  "package_images",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    packageId: text()
      .notNull()
      .references(() => packages.id, { onDelete: "cascade" }),
    mediaId: text()
      .notNull()
      .references(() => media.id),
    slot: text().$type<Slot>(),
    source: text().notNull().default(""),
    licence: text().notNull().default(""),
    consent: boolean().notNull().default(false),
    /** Whom it shows: a real person needs consent before the package can be published (B31). */
    depicts: text().$type<"unknown" | "person" | "drawn" | "rendered" | "generated">().notNull().default("unknown"),
    /** How it came in. */
    origin: text().$type<"upload" | "paste" | "sheet" | "clip" | "version">().notNull().default("upload"),
    /** The sheet or picture it was cut from. */
    sourceMediaId: text().references(() => media.id),
    clipId: text(),
    /** Counted from 0 in the clip. */
    clipFrame: integer(),
    /** The prompt of an outside generator, kept as it was given, and its fields (B59). */
    prompt: text().notNull().default(""),
    promptFields: jsonb().$type<ParsedPrompt>(),
    /** Degrees: yaw positive when the face looks to the picture's right, pitch positive when it looks up. */
    yaw: real(),
    pitch: real(),
    angleBy: text().$type<"hand" | "node">(),
    lighting: text().notNull().default(""),
    expression: text().notNull().default(""),
    /** A candidate's verdict; null is undecided. */
    keep: boolean(),
    checks: jsonb().$type<ImageChecks>(),
    /** 64-bit perceptual hash, 16 hex digits. */
    phash: text(),
    /** Close enough, and in what it is not (B68). */
    signedOffBy: text(),
    signedOffAt: instant(),
    deviations: text().notNull().default(""),
    position: integer().notNull().default(0),
    /** Taken out, but kept: undo puts it back. */
    removedAt: instant(),
    createdBy: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [index().on(t.teamId, t.packageId)],
);

/** A package as it stood when somebody named it: what later work pins. Never changed. */
export const packageRevisions = pgTable(
  "package_revisions",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    packageId: text()
      .notNull()
      .references(() => packages.id, { onDelete: "cascade" }),
    number: integer().notNull(),
    note: text().notNull().default(""),
    images: jsonb().$type<RevisionImage[]>().notNull(),
    approvedAt: instant(),
    approvedBy: text(),
    createdBy: text(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("package_revisions_number").on(t.packageId, t.number), index().on(t.teamId)],
);

/** A package handed over to be a dataset: which pictures with which captions, and the advice that was given. */
export const datasetHandovers = pgTable(
  "dataset_handovers",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text().notNull(),
    packageId: text()
      .notNull()
      .references(() => packages.id, { onDelete: "cascade" }),
    revisionId: text()
      .notNull()
      .references(() => packageRevisions.id),
    /** Pixels a side the training will use. */
    resolution: integer().notNull(),
    advice: jsonb().$type<DatasetAdvice[]>().notNull(),
    createdBy: text(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.teamId, t.packageId)],
);

/** A film clip pictures are taken from. A node reads it: frame count, sharpness of each frame, sheets to scrub through. */
export const clips = pgTable(
  "clips",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    characterId: text().references(() => characters.id, { onDelete: "cascade" }),
    mediaId: text()
      .notNull()
      .references(() => media.id),
    name: text().notNull(),
    state: text().$type<"waiting" | "ready" | "broken">().notNull().default("waiting"),
    error: text(),
    jobId: text(),
    facts: jsonb().$type<ClipFacts>(),
    /** Sheets of all frames in order, made by the node. */
    sheetMediaIds: text().array().notNull().default(sql`'{}'::text[]`),
    removedAt: instant(),
    createdBy: text(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.teamId, t.projectId, t.createdAt), index().on(t.characterId)],
);
