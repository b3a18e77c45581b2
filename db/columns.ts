import { sql } from "drizzle-orm";
import { customType, integer, text } from "drizzle-orm/pg-core";

/** `timestamptz` read as an ISO string in UTC: the same value in SQL, in JSON and in the browser, so no transformer is needed. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp with time zone",
  fromDriver: (value) => new Date(value).toISOString(),
});

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

export const id = () => text().primaryKey();
export const createdAt = () => instant().notNull().default(sql`now()`);
export const updatedAt = () => instant().notNull().default(sql`now()`);
/** Counts the changes of a row; live events and optimistic edits compare it. */
export const revision = () => integer().notNull().default(0);
