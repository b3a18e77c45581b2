import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, real, text } from "drizzle-orm/pg-core";
import type { RestKind } from "../../contract/agent-api";
import type { EngineReport } from "../../contract/engine/report";
import type { Offer } from "../../contract/passes/offer";
import type { Schedule } from "../../contract/queue/schedule";
import { createdAt, id, instant } from "../columns";
import { teams } from "./teams";

/** A render node: a box that asks for work. Its token is stored as SHA-256 and shown once. */
export const nodes = pgTable(
  "nodes",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    name: text().notNull(),
    tokenHash: text().notNull().unique(),
    tokenPrefix: text().notNull(),
    /** The node that `npm start` brings with it. */
    embedded: boolean().notNull().default(false),
    protocol: integer().notNull().default(1),
    agentVersion: text().notNull().default(""),
    platform: text().notNull().default(""),
    gpu: text().notNull().default(""),
    vramGb: integer().notNull().default(0),
    models: text().array().notNull().default(sql`'{}'::text[]`),
    /** The image server beside the node with its model files, as it last told; null: it has none. */
    engine: jsonb().$type<EngineReport>(),
    diskFreeGb: real(),
    ramGb: real(),
    /** Models in its memory when it last asked for work. */
    loaded: text().array().notNull().default(sql`'{}'::text[]`),
    /** Only jobs of these projects; null takes all. */
    projects: text().array(),
    /** When it may begin work; null is always. */
    schedule: jsonb().$type<Schedule>(),
    /** Why the node itself takes no work for now; null: it would. `until` by our clock. */
    rest: jsonb().$type<{ kind: RestKind; words: string; how: string; until: string | null }>(),
    /** Raised by triggers when what decides its matches changes: what a process knows of it is stale then. */
    epoch: integer().notNull().default(0),
    /** Faults in a row that were the node's own; three pause it. */
    faults: integer().notNull().default(0),
    pausedAt: instant(),
    pausedReason: text(),
    pausedBy: text(),
    revokedAt: instant(),
    seenAt: instant(),
    pairedBy: text(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.teamId)],
);

/** What a node says of each pass: the claim joins `state` and `version`, the page prints the rest. */
export const nodeOffers = pgTable(
  "node_offers",
  {
    nodeId: text()
      .notNull()
      .references(() => nodes.id, { onDelete: "cascade" }),
    pass: text().notNull(),
    version: integer().notNull(),
    state: text().$type<Offer["state"]>().notNull(),
    engine: text().notNull().default(""),
    rough: text(),
    missing: jsonb().$type<Offer["missing"]>().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.nodeId, t.pass, t.version] })],
);

/** Seconds a model takes to load on a node, smoothed: what a job on a warm node saves. */
export const modelLoads = pgTable(
  "model_loads",
  {
    nodeId: text()
      .notNull()
      .references(() => nodes.id, { onDelete: "cascade" }),
    model: text().notNull(),
    seconds: real().notNull(),
    samples: integer().notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.nodeId, t.model] })],
);

export const pairingCodes = pgTable(
  "pairing_codes",
  {
    codeHash: text().primaryKey(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    createdBy: text().notNull(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    nodeId: text(),
  },
  (t) => [index().on(t.teamId)],
);
