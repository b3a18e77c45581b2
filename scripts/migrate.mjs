// Brings the database up to date with drizzle's own migrator (drizzle-kit is a development package), then prints one
// line of JSON: is there a team, is there an owner (0 or 1).
import { existsSync } from "node:fs";
import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { ROOT } from "./lib/files.mjs";

const OLDEST = 150_000;
const LOCK = 724_301_118; // any fixed number: two launchers must not migrate one database at once

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const address = process.env.DATABASE_URL;
if (!address) fail("DATABASE_URL is not set");
let host = "";
try {
  host = new URL(address).host;
} catch {
  fail("DATABASE_URL is not an address such as postgres://user:password@host:5432/database");
}

const sql = postgres(address, { max: 1, onnotice: () => {}, connect_timeout: 10 });
const some = async (table, where = sql`true`) => {
  const [{ there }] = await sql`select to_regclass(${`public.${table}`}) is not null as there`;
  if (!there) return 0;
  const [{ n }] = await sql`select exists (select 1 from ${sql(table)} where ${where})::int as n`;
  return n;
};

let version = 0;
try {
  const [row] = await sql`select current_setting('server_version_num')::int as version`;
  version = row.version;
} catch (error) {
  const reason = error.code === "28P01" ? "the user name or password is wrong" : (error.code ?? error.message);
  fail(`cannot use the database at ${host} (${reason}): check DATABASE_URL`);
}
if (version < OLDEST)
  fail(`the database at ${host} is PostgreSQL ${Math.floor(version / 10_000)}, 15 or later is needed`);

const folder = path.join(ROOT, "db/migrations");
try {
  await sql`select pg_advisory_lock(${LOCK})`;
  if (existsSync(path.join(folder, "meta/_journal.json"))) await migrate(drizzle(sql), { migrationsFolder: folder });
  await sql`select pg_advisory_unlock(${LOCK})`;
  const owners = await some("memberships", sql`role = 'owner'`);
  console.log(JSON.stringify({ teams: await some("teams"), owners }));
} catch (error) {
  // drizzle hides the database's own words in the cause
  fail(`the database at ${host} could not be brought up to date: ${error.cause?.message ?? error.message}`);
}
await sql.end();
