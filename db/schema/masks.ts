import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { LayerAdjustment } from "../../contract/mask/adjustment";
import type { BlendMode, LayerKind, RegionSettings } from "../../contract/mask/layer";
import { bytes, createdAt, id, instant, revision, updatedAt } from "../columns";
import { characters } from "./characters";
import { media } from "./media";
import { versions } from "./storyboard";
import { teams } from "./teams";

/** A layer over one version, exactly its size: 8-bit pixels as a log of ops. What it is for says `kind`. */
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
    kind: text().$type<LayerKind>().notNull().default("inpaint"),
    /** From the bottom; equal ones by age. */
    position: integer().notNull().default(0),
    visible: boolean().notNull().default(true),
    locked: boolean().notNull().default(false),
    colour: text(),
    /** 0–100 and how it meets what is below: of a picture layer. */
    opacity: integer().notNull().default(100),
    blend: text().$type<BlendMode>().notNull().default("normal"),
    /** Whose region this is; null also when that character is gone. */
    characterId: text().references(() => characters.id, { onDelete: "set null" }),
    /** The picture of a picture layer, or the reference of a region. */
    mediaId: text().references(() => media.id),
    region: jsonb().$type<RegionSettings>(),
    /** Of an adjustment layer. */
    adjustment: jsonb().$type<LayerAdjustment>(),
    width: integer().notNull(),
    height: integer().notNull(),
    /** Grow, feather, invert: applied where the mask is used, never baked into its pixels. */
    post: jsonb()
      .$type<{ grow: number; feather: number; invert: boolean }>()
      .notNull()
      .default({ grow: 0, feather: 0, invert: false }),
    headSeq: integer().notNull().default(0),
    createdBy: text(),
    updatedBy: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    /** Set while a deleted layer waits to be brought back. Its log stays. */
    deletedAt: instant(),
    revision: revision(),
  },
  (t) => [index().on(t.teamId, t.versionId), index().on(t.characterId)],
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

/** The pixels after op `seq` as a tile pack. Only a shortcut: the log alone draws the same. */
export const maskCheckpoints = pgTable(
  "mask_checkpoints",
  {
    maskId: text()
      .notNull()
      .references(() => masks.id, { onDelete: "cascade" }),
    seq: integer().notNull(),
    tiles: bytes().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.maskId, t.seq] })],
);

/** The pixels as somebody named them, for ever. */
export const maskSnapshots = pgTable(
  "mask_snapshots",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    maskId: text()
      .notNull()
      .references(() => masks.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** The op it was taken after. */
    seq: integer().notNull(),
    tiles: bytes().notNull(),
    createdBy: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.teamId, t.maskId)],
);
