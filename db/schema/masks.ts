import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, createdAt, id, revision, updatedAt } from "../columns";
import { versions } from "./storyboard";
import { teams } from "./teams";

/** A mask over one version, exactly its size: a checkpoint (tile pack) and the ops after it. */
export const masks = pgTable(
  "masks",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text().notNull(),
    versionId: text()
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
    name: text().notNull().default("Mask"),
    width: integer().notNull(),
    height: integer().notNull(),
    /** Grow, feather, invert: applied where the mask is used, never baked into its pixels. */
    post: jsonb()
      .$type<{ grow: number; feather: number; invert: boolean }>()
      .notNull()
      .default({ grow: 0, feather: 0, invert: false }),
    headSeq: integer().notNull().default(0),
    checkpointSeq: integer().notNull().default(0),
    checkpoint: bytes(),
    updatedBy: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [index().on(t.teamId, t.versionId)],
);

export const maskOps = pgTable(
  "mask_ops",
  {
    maskId: text()
      .notNull()
      .references(() => masks.id, { onDelete: "cascade" }),
    seq: integer().notNull(),
    /** Chosen by the browser: the same batch sent twice is kept once. */
    clientOpId: text().notNull(),
    actorId: text().notNull(),
    kind: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.maskId, t.seq] }), uniqueIndex("mask_ops_client").on(t.maskId, t.clientOpId)],
);
