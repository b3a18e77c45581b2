import { boolean, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, id, instant, updatedAt } from "../columns";
import { projects } from "./projects";
import { shots } from "./script";
import { teams, users } from "./teams";

/** A query somebody keeps, for themselves or for the project. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    area: text().$type<"shots" | "characters">().notNull(),
    name: text().notNull(),
    query: text().notNull(),
    shared: boolean().notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index().on(t.teamId, t.projectId, t.area), index().on(t.userId)],
);

/** A list of shots to look at together, in an order somebody chose. */
export const playlists = pgTable(
  "playlists",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    name: text().notNull(),
    archivedAt: instant(),
    createdBy: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index().on(t.teamId, t.projectId)],
);

export const playlistShots = pgTable(
  "playlist_shots",
  {
    playlistId: text()
      .notNull()
      .references(() => playlists.id, { onDelete: "cascade" }),
    shotId: text()
      .notNull()
      .references(() => shots.id, { onDelete: "cascade" }),
    teamId: text().notNull(),
    position: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.playlistId, t.shotId] }), index().on(t.shotId)],
);
