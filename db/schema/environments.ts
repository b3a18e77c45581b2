import { boolean, index, integer, jsonb, pgTable, real, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { FlickerPoint } from "../../contract/environment/light";
import type { PanoramaScores } from "../../contract/environment/panorama";
import { createdAt, id, instant, revision, updatedAt } from "../columns";
import { media } from "./media";
import { projects } from "./projects";
import { teams } from "./teams";

export const environments = pgTable(
  "environments",
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
    description: text().notNull().default(""),
    heroMediaId: text().references(() => media.id),
    /** How it is built (A32); decides its limits (A31). */
    kind: text().$type<"plate" | "panorama" | "modelled">().notNull().default("plate"),
    /** Words that describe the place in a prompt. */
    prompt: text().notNull().default(""),
    archivedAt: instant(),
    createdBy: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [uniqueIndex("environments_project_code").on(t.projectId, t.code), index().on(t.teamId, t.projectId)],
);

/** A time or condition of a place and the light that falls in it (E17); later drives stage, prompts and relighting. */
export const environmentStates = pgTable(
  "environment_states",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    environmentId: text()
      .notNull()
      .references(() => environments.id, { onDelete: "cascade" }),
    name: text().notNull(),
    timeOfDay: text().$type<"morning" | "noon" | "dusk" | "night" | "other">().notNull().default("other"),
    /** Degrees clockwise from where the camera looks: 0 behind the scene, 90 from the right, 180 from the camera. */
    azimuth: real().notNull().default(0),
    /** Degrees above the horizon, −90 to 90. */
    elevation: real().notNull().default(45),
    /** #rrggbb of the key light. */
    colour: text().notNull().default("#ffffff"),
    /** 1 is a plain day. */
    intensity: real().notNull().default(1),
    flicker: jsonb().$type<FlickerPoint[]>().notNull().default([]),
    phrase: text().notNull().default(""),
    position: integer().notNull().default(0),
    removedAt: instant(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    revision: revision(),
  },
  (t) => [index().on(t.teamId, t.environmentId, t.position)],
);

/** A plate of an environment. `state` is the time or condition it shows: day, dusk, night… */
export const environmentImages = pgTable(
  "environment_images",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    environmentId: text()
      .notNull()
      .references(() => environments.id, { onDelete: "cascade" }),
    mediaId: text()
      .notNull()
      .references(() => media.id),
    state: text().notNull().default(""),
    stateId: text().references(() => environmentStates.id, { onDelete: "set null" }),
    role: text().$type<"plate" | "panorama" | "depth">().notNull().default("plate"),
    /** Where the camera looks from: "wide from the door". */
    angle: text().notNull().default(""),
    /** The picture a depth map belongs to. */
    pairedWithId: text(),
    /** Of a depth map: white is near, unless it was made the other way round (A26). */
    whiteIsNear: boolean(),
    scores: jsonb().$type<PanoramaScores>(),
    source: text().notNull().default(""),
    licence: text().notNull().default(""),
    position: integer().notNull().default(0),
    removedAt: instant(),
    createdBy: text(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.teamId, t.environmentId), index().on(t.stateId)],
);
