import { boolean, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import type { Slot } from "../../contract/profile/angles";
import { createdAt, id, revision, updatedAt } from "../columns";
import { characters } from "./characters";
import { media } from "./media";
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
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [index().on(t.teamId, t.characterId)],
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
    createdBy: text(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.teamId, t.packageId)],
);
