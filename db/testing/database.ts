import { randomBytes } from "node:crypto";
import path from "node:path";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { type Db, makeDb } from "../client";

/** Where global-setup.ts leaves the administrator's URL of the run's server. */
export const TEST_SERVER = "BACKLOT_TEST_SERVER";
const TEMPLATE = "backlot_template";

export type TestDatabase = {
  db: Db;
  sql: postgres.Sql;
  url: string;
  /** Closes our pool, fails if anyone else still holds a connection, and removes the database. */
  drop: () => Promise<void>;
};

const at = (serverUrl: string, name: string) => {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
};

/** Makes the migrated database that every test file's own is cloned from. Call once for a server. */
export async function createTemplate(serverUrl: string): Promise<void> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${TEMPLATE}`);
  await admin.end();
  const { db, close } = makeDb(at(serverUrl, TEMPLATE), { max: 1 });
  await migrate(db, { migrationsFolder: path.resolve(import.meta.dirname, "../migrations") });
  await close();
}

/** Clones the template. One for each test file; `max` is the size of its pool. */
export async function createTestDatabase({ max = 10 }: { max?: number } = {}): Promise<TestDatabase> {
  const serverUrl = process.env[TEST_SERVER];
  if (!serverUrl) throw new Error("no test server: run this file with `npx vitest run --project verb`");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdministrator(serverUrl, (admin) => admin.unsafe(`create database ${name} template ${TEMPLATE}`));
  const url = at(serverUrl, name);
  const { db, sql, close } = makeDb(url, { max });
  return { db, sql, url, drop: () => dropDatabase(serverUrl, name, close) };
}

async function asAdministrator<T>(serverUrl: string, work: (admin: postgres.Sql) => Promise<T>): Promise<T> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

async function dropDatabase(serverUrl: string, name: string, close: () => Promise<void>): Promise<void> {
  await close();
  await asAdministrator(serverUrl, async (admin) => {
    const open = await stillOpen(admin, name);
    await admin.unsafe(`drop database ${name} with (force)`);
    if (open.length > 0)
      throw new Error(`${open.length} database connection(s) left open by this test file; last: ${open.join(" | ")}`);
  });
}

/** What connections of this database last did; a closing one gets a second to leave. */
async function stillOpen(admin: postgres.Sql, name: string): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    const rows = await admin<{ query: string }[]>`
      select query from pg_stat_activity where datname = ${name} and backend_type = 'client backend'`;
    if (rows.length === 0 || tries === 20) return rows.map((row) => row.query.slice(0, 120));
    await new Promise((done) => setTimeout(done, 50));
  }
}
