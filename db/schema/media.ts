import { bigint, boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, updatedAt } from "../columns";
import { teams } from "./teams";

/** One file a team keeps, byte for byte, known by its SHA-256. Sizes are after EXIF orientation. */
export const media = pgTable(
  "media",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    sha256: text().notNull(),
    mime: text().notNull(),
    bytes: bigint({ mode: "number" }).notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    hasAlpha: boolean().notNull().default(false),
    /** Average colour as #rrggbb: the placeholder while a thumbnail loads. */
    colour: text().notNull(),
    name: text().notNull(),
    storage: text().$type<"local" | "uploadthing" | "s3">().notNull(),
    storageKey: text().notNull(),
    createdBy: text(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("media_team_sha256").on(t.teamId, t.sha256)],
);

/** An upload on its way. `stored` means: bytes are safe, only the announcement is missing. */
export const uploads = pgTable(
  "uploads",
  {
    key: text().primaryKey(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    actorId: text().notNull(),
    slug: text().notNull(),
    metadata: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    size: bigint({ mode: "number" }).notNull(),
    sha256: text(),
    state: text().$type<"open" | "stored" | "done">().notNull().default("open"),
    updatedAt: updatedAt(),
  },
  (t) => [index().on(t.updatedAt), index().on(t.teamId)],
);
