import { bigint, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Topic } from "../../contract/events";
import { createdAt } from "../columns";
import { teams } from "./teams";

/** Who did what. Written in the transaction of the deed, never changed. */
export const activity = pgTable(
  "activity",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    projectId: text(),
    actorKind: text().$type<"user" | "node" | "system">().notNull(),
    actorId: text().notNull(),
    verb: text().notNull(),
    subject: text().$type<Topic>().notNull(),
    subjectId: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    at: createdAt(),
  },
  (t) => [index().on(t.teamId, t.id), index().on(t.subjectId)],
);

/** The counter that makes a team's stream gapless: ids of a serial commit out of order, this row's lock does not. */
export const liveCounters = pgTable("live_counters", {
  teamId: text()
    .primaryKey()
    .references(() => teams.id, { onDelete: "cascade" }),
  seq: bigint({ mode: "number" }).notNull().default(0),
});

export const liveEvents = pgTable(
  "live_events",
  {
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    seq: bigint({ mode: "number" }).notNull(),
    topic: text().$type<Topic>().notNull(),
    entityId: text().notNull(),
    projectId: text(),
    at: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.seq] }), index().on(t.at)],
);
