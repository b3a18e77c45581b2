import { index, jsonb, pgTable, real, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { FaceReading } from "../../contract/profile/face";
import type { MeasuredAgainst } from "../../contract/profile/measured-against";
import { createdAt, id } from "../columns";
import { characters } from "./characters";
import { packageImages } from "./profiles";
import { versions } from "./storyboard";
import { teams } from "./teams";

/** A face a node found in a version, the cast member it stands for, and the package picture nearest in angle. */
export const versionFaces = pgTable(
  "version_faces",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    versionId: text()
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
    face: jsonb().$type<FaceReading>().notNull(),
    /** Null while nobody said who it is and no model could. */
    characterId: text().references(() => characters.id, { onDelete: "cascade" }),
    assignedBy: text(),
    nearestImageId: text().references(() => packageImages.id, { onDelete: "set null" }),
    /** Degrees between the face and the nearest picture. */
    angleApart: real(),
    /** 0–1 by the embedding model named in `model`; null without one. */
    score: real(),
    model: text(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.teamId, t.versionId), index().on(t.characterId), index().on(t.nearestImageId)],
);

/** That a version was read, by what, and whether it can be scored: an empty list of faces is an answer too. */
export const faceReadings = pgTable(
  "face_readings",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    versionId: text()
      .notNull()
      .references(() => versions.id, { onDelete: "cascade" }),
    detector: text().notNull(),
    /** The sha256 of the embedding model, or null: what is missing is then said, never guessed. */
    model: text(),
    /** What the faces were laid beside; null for what was measured before this was kept. */
    against: jsonb().$type<MeasuredAgainst>(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("face_readings_version").on(t.versionId), index().on(t.teamId)],
);
