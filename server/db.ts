import { type Db, makeDb } from "@/db/client";
import { env } from "./env";

// Next loads a module more than once; the pool must be one a process.
const held = globalThis as typeof globalThis & { backlotDb?: ReturnType<typeof makeDb> };

/** The process's pool. Statements are short and share a connection in a row; each connection costs PostgreSQL a process. */
export const pool = () => {
  held.backlotDb ??= makeDb(env().DATABASE_URL, { max: 5 });
  return held.backlotDb;
};
export const db = (): Db => pool().db;
