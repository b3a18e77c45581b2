import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Offer } from "../../contract/passes/offer";
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
    /** Faults in a row that were the node's own; three pause it. */
    faults: integer().notNull().default(0),
    pausedAt: instant(),
    pausedReason: text(),
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
