import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { findBinaries } from "./lib/postgres-binaries.mjs";

const root = path.resolve(import.meta.dirname, "..");
/** The oldest that may be there; the packages bring the newest, which all other tests run on. */
const oldest = 15;
const isHere = () => {
  try {
    return findBinaries(root, oldest).major === oldest;
  } catch {
    console.warn(`skipped: no PostgreSQL ${oldest} on this machine`);
    return false;
  }
};
const env = { ...process.env, BACKLOT_TEST_POSTGRES: String(oldest) };

describe.skipIf(!isHere())(`the queue on PostgreSQL ${oldest}`, () => {
  it("is asked of that version", { timeout: 60_000 }, async () => {
    const child = spawn(process.execPath, ["scripts/throwaway-postgres.mjs"], { cwd: root, env });
    const [url] = await once(createInterface(child.stdout), "line");
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    const [{ version }] = await sql`select current_setting('server_version') as version`;
    await sql.end();
    child.stdin.end();
    await once(child, "exit");

    expect(Number.parseInt(version, 10)).toBe(oldest);
  });

  it("claims, fences, orders and tells as on the newest", { timeout: 400_000 }, () => {
    const files = ["claim.match", "claim.race", "queue"].map((name) => `server/queue/${name}.test.ts`);
    const args = ["run", "--project", "verb", "--reporter=json", ...files, "server/live/live.test.ts"];
    const ran = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", ...args], {
      cwd: root,
      env,
      encoding: "utf8",
    });
    const told = JSON.parse(ran.stdout.slice(ran.stdout.indexOf("{")));

    expect([told.numFailedTests, told.numFailedTestSuites, ran.status], ran.stderr).toEqual([0, 0, 0]);
    expect(told.numPassedTests).toBeGreaterThan(35);
  });
});
