import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Recipe } from "../../contract/recipe/recipe";
import type { Status } from "../../contract/statuses";
import { createdAt, id, instant, revision, updatedAt } from "../columns";
import { media } from "./media";
import { shots } from "./script";
import { teams } from "./teams";

/** A picture of a shot on its way to approval. Its versions are numbered v001… and never renumbered. */
export const frames = pgTable(
  "frames",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text().notNull(),
    shotId: text()
      .notNull()
      .references(() => shots.id, { onDelete: "cascade" }),
    label: text().notNull(),
    position: integer().notNull().default(0),
    status: text().$type<Status>().notNull().default("todo"),
    /** The version the frame shows: the newest accepted picture unless somebody chose another. */
    currentVersionId: text(),
    lastNumber: integer().notNull().default(0),
    archivedAt: instant(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [
    // Counts by status, what waits longest and the picture that stands for a project are read from this index alone.
    index("frames_standing")
      .on(t.teamId, t.projectId, t.status, t.updatedAt, t.currentVersionId)
      .where(sql`archived_at is null`),
    index().on(t.shotId, t.position),
    index().on(t.teamId),
  ],
);

/** One picture of a frame and how it came to be (A81). `staged` waits in the strip, `rejected` stays in history. */
export const versions = pgTable(
  "versions",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text().notNull(),
    frameId: text()
      .notNull()
      .references(() => frames.id, { onDelete: "cascade" }),
    /** Given on acceptance, never reused. */
    number: integer(),
    state: text().$type<"staged" | "accepted" | "rejected">().notNull(),
    kind: text().$type<"picture" | "map">().notNull().default("picture"),
    origin: text().$type<"upload" | "package" | "environment" | "pass" | "sample" | "canvas">().notNull(),
    title: text().notNull().default(""),
    mediaId: text()
      .notNull()
      .references(() => media.id),
    /** The job that made it; null for a picture a person brought. */
    jobId: text(),
    slot: text(),
    recipe: jsonb().$type<Recipe>(),
    seed: bigint({ mode: "number" }),
    nodeId: text(),
    nodeName: text(),
    engine: text(),
    algorithm: text(),
    rough: boolean().notNull().default(false),
    warnings: text().array().notNull().default(sql`'{}'::text[]`),
    facts: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    createdBy: text(),
    createdAt: createdAt(),
    decidedBy: text(),
    decidedAt: instant(),
    /** What the frame showed and how it stood when this was accepted: its way back. */
    acceptedOver: jsonb().$type<{ versionId: string | null; status: Status }>(),
  },
  (t) => [
    uniqueIndex("versions_frame_number").on(t.frameId, t.number),
    index().on(t.frameId, t.state),
    index("versions_staged").on(t.teamId, t.projectId, t.frameId).where(sql`state = 'staged'`),
    index().on(t.jobId),
    index().on(t.mediaId),
    // Where a picture was used: whose recipe takes it.
    index("versions_inputs").using("gin", sql`(recipe -> 'inputs') jsonb_path_ops`),
    // Where a word was used: a project's recipes, the newest first.
    index("versions_recipes").on(t.teamId, t.projectId, t.createdAt).where(sql`recipe is not null`),
    index().on(t.teamId),
  ],
);

/** Edges of the version tree: a merge or a mask pass has more than one parent. */
export const versionParents = pgTable(
  "version_parents",
  {
    versionId: text()
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
    parentId: text()
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
    slot: text().notNull().default("image"),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.parentId] }), index().on(t.parentId)],
);
