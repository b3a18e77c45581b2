import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Role } from "../../contract/roles";
import type { TableLook } from "../../contract/script/columns";
import { createdAt, id, instant, updatedAt } from "../columns";

export const teams = pgTable("teams", { id: id(), name: text().notNull(), createdAt: createdAt() });

export const users = pgTable("users", {
  id: id(),
  name: text().notNull(),
  /** NFKC, lower case. Null only for the local owner of "just look around". */
  email: text().unique(),
  passwordHash: text(),
  /** Signs in without a password, and only from the machine itself. */
  isLocal: boolean().notNull().default(false),
  preferences: jsonb()
    .$type<{
      checklist?: string[];
      checklistDismissed?: boolean;
      singleKeys?: boolean;
      visit?: { at: string; leftAt: string | null };
      /** How a person keeps the shot table. */
      shotTable?: TableLook;
    }>()
    .notNull()
    .default({}),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const memberships = pgTable(
  "memberships",
  {
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text().$type<Role>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.userId] }), index().on(t.userId)],
);

/** The cookie carries only this id; deleting the row signs the browser out on its next call. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userAgent: text().notNull().default(""),
    createdAt: createdAt(),
    seenAt: createdAt(),
    expiresAt: instant().notNull(),
  },
  (t) => [index().on(t.userId)],
);

export const accounts = pgTable(
  "accounts",
  {
    provider: text().notNull(),
    providerAccountId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] }), index().on(t.userId)],
);

export const invitations = pgTable(
  "invitations",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    tokenHash: text().notNull().unique(),
    role: text().$type<Role>().notNull(),
    note: text().notNull().default(""),
    createdBy: text()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    acceptedBy: text().references(() => users.id),
    revokedAt: instant(),
  },
  (t) => [index().on(t.teamId)],
);

export const setupLinks = pgTable("setup_links", {
  tokenHash: text().primaryKey(),
  expiresAt: instant().notNull(),
  usedAt: instant(),
  createdAt: createdAt(),
});

/** Personal tokens: shown once, stored as SHA-256. Node tokens live on `nodes`. */
export const tokens = pgTable(
  "tokens",
  {
    id: id(),
    teamId: text()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    prefix: text().notNull(),
    tokenHash: text().notNull().unique(),
    scopes: text().array().notNull().default(sql`'{}'::text[]`),
    createdAt: createdAt(),
    expiresAt: instant(),
    seenAt: instant(),
    revokedAt: instant(),
  },
  (t) => [index().on(t.userId), index().on(t.teamId)],
);

/** Failed tries a key (an account or an address) has made in its window; rows older than the window count as none. */
export const throttles = pgTable("throttles", {
  key: text().primaryKey(),
  tries: integer().notNull(),
  windowStart: instant().notNull(),
});
