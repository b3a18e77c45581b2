import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema/index";

export type Schema = typeof schema;
/** The pool, or a transaction of it: verbs take either. */
export type Db = PostgresJsDatabase<Schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/**
 * One pool. `max` connections; statements are prepared once a connection. Idle ones are let go:
 * each costs PostgreSQL a process. The caller closes it with `close()`.
 */
export const makeDb = (url: string, { max = 10 }: { max?: number } = {}) => {
  const sql = postgres(url, { max, onnotice: () => {}, connect_timeout: 10, idle_timeout: 20 });
  return { db: drizzle(sql, { schema, casing: "snake_case" }) satisfies Db, sql, close: () => sql.end({ timeout: 5 }) };
};
