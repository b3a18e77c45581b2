import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { startPostgres } from "../../scripts/lib/postgres.mjs";
import { removeData } from "../../scripts/lib/remove-data.mjs";

/**
 * A PostgreSQL of the benchmark's own, durable as in earnest (fsync on), large enough that no engine starves: on its URL
 * every role may make databases. `database(name)` makes one; `stop()` removes all of it.
 */
export const ownPostgres = async () => {
  const data = mkdtempSync(path.join(os.tmpdir(), "backlot-bench-pg-"));
  const settings = ["max_connections=300", "shared_buffers=512MB", "max_wal_size=4GB"];
  const server = await startPostgres({ root: process.cwd(), data, settings, superuser: true });
  const database = async (name: string): Promise<string> => {
    const admin = postgres(server.url, { max: 1, onnotice: () => {} });
    await admin.unsafe(`create database ${name}`);
    await admin.end();
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.toString();
  };
  /** Bytes of log written since the server was made. */
  const walBytes = async (): Promise<number> => {
    const admin = postgres(server.url, { max: 1, onnotice: () => {} });
    const [row] = await admin<
      { bytes: number }[]
    >`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes`;
    await admin.end();
    return row?.bytes ?? Number.NaN;
  };
  const stop = async () => {
    await server.stop();
    removeData(data);
  };
  return { database, walBytes, stop };
};
