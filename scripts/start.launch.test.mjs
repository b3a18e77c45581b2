import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { isAlive } from "./lib/process-identity.mjs";
import { launch, makeFixture, processesNaming, until } from "./testing/launch-fixture.mjs";

const fixture = makeFixture();
const { root, outer, put } = fixture;
const runs = [];
const start = async (options) => {
  const run = await launch(root, options);
  runs.push(run);
  return run;
};
const nothingLeft = () => until(() => processesNaming(outer).length === 0, "every child to end", 5_000);
const databaseLog = (data = path.join(root, ".data")) => readFileSync(path.join(data, "logs/postgres.log"), "utf8");
const isRoot = process.getuid?.() === 0;

afterEach(async () => {
  for (const run of runs.splice(0)) await run.stop();
});
afterAll(() => fixture.remove());

describe("npm start", () => {
  it("builds, migrates, serves, starts the render node and prints a link to become the owner", async () => {
    const run = await start();
    const { url, setupUrl } = await run.ready();
    const page = await run.page();

    expect(run.text).toContain("building the studio");
    expect(page).toMatchObject({ served: "one", NEXTAUTH_URL: url, NEXT_TELEMETRY_DISABLED: "1" });
    expect(setupUrl).toMatch(/\/setup\?token=[\w-]{43}$/);
    expect(run.text).toContain(`Open ${setupUrl}`);
    await until(() => run.agents().length === 1, "the render node");
    await until(() => existsSync(path.join(run.data, "hands")), "its worker thread");
    for (const name of ["secret", "pgpass", "node-token", "launcher.json", "database-url"])
      expect(statSync(path.join(run.data, name)).mode & 0o777, name).toBe(0o600);
    expect(readFileSync(path.join(run.data, "node-token"), "utf8")).toMatch(/^bkn_[a-z0-9]{12}_[\w-]{43}$/);
  });

  it("ends with 143 on SIGTERM and leaves nothing running, an open event stream or not", async () => {
    const run = await start();
    await run.ready();
    const stream = await fetch(`http://127.0.0.1:${run.port}/stream`);

    expect(await run.stop("SIGTERM")).toBe(143);
    await stream.text().catch(() => "cut");
    await nothingLeft();
    expect(databaseLog()).toMatch(/database system is shut down\s*$/);
    expect(existsSync(path.join(run.data, "launcher.json"))).toBe(false);
  });

  it("starts again soon, without a build, on the same data", async () => {
    const first = await start();
    await first.ready();
    const sql = postgres(readFileSync(path.join(first.data, "database-url"), "utf8"), { max: 1, onnotice: () => {} });
    await sql`create table if not exists kept (word text)`;
    await sql`insert into kept values ('still here')`;
    await sql.end();
    expect(await first.stop("SIGINT")).toBe(130);

    const again = await start();
    await again.ready();
    const sql2 = postgres(readFileSync(path.join(again.data, "database-url"), "utf8"), { max: 1 });
    const rows = await sql2`select word from kept`;
    await sql2.end();

    expect(again.text).not.toContain("building");
    expect(rows[0].word).toBe("still here");
    expect(Number(/ready after ([\d.]+) s/.exec(again.text)[1])).toBeLessThan(8); // about one when idle
  });

  it("stops everything with one line when the web server is killed", async () => {
    const run = await start();
    await run.ready();
    const { pid } = await run.page();

    process.kill(pid, "SIGKILL");

    expect(await run.ended).toBe(1);
    expect(run.text).toContain("the web server ended (SIGKILL); everything else was stopped");
    await nothingLeft();
    expect(databaseLog()).toMatch(/database system is shut down\s*$/);
  });

  it("stops everything with one line when the database ends", async () => {
    const run = await start();
    await run.ready();
    const pid = Number(readFileSync(path.join(run.data, "pg/postmaster.pid"), "utf8").split("\n")[0]);

    process.kill(pid, "SIGQUIT");

    expect(await run.ended).toBe(1);
    expect(run.text).toContain("the database ended");
    await nothingLeft();
  });

  it("starts a crashed render node again and leaves the web server alone", async () => {
    put(".data/crash-once", "");
    const run = await start();
    await run.ready();
    const { pid } = await run.page();
    const before = run.agents().length;

    await until(() => /the local render node ended \(exit 3\)/.test(run.text), "the crash to be told");
    await until(() => run.agents().length === before + 1 || isAlive(run.agents().at(-1)), "a new render node");

    expect(run.text).toContain("out of memory, says the test");
    expect((await run.page()).pid).toBe(pid);
  });

  it("refuses a second launcher on the same data and names the first", async () => {
    const first = await start();
    const { url } = await first.ready();
    const second = await start();

    expect(await second.ended).toBe(1);
    expect(second.text).toContain(`already running at ${url} (pid ${first.pid})`);
    expect((await first.page()).served).toBe("one");
  });

  it("does not take another port when PORT is set and busy", async () => {
    const other = net.createServer((socket) => socket.end("mine"));
    await new Promise((done) => other.listen(0, "127.0.0.1", done));
    const { port } = other.address();
    const run = await start({ env: { PORT: String(port) } });

    expect(await run.ended).toBe(1);
    expect(run.text).toContain(`port ${port} is in use (PORT was set`);
    expect(other.listening).toBe(true);
    other.close();
  });

  it("survives kill -9 of the launcher: children end, the next start stops the orphaned database", async () => {
    const run = await start();
    await run.ready();
    const { pid } = await run.page();
    const agent = await until(() => run.agents().findLast(isAlive), "the render node");

    process.kill(run.pid, "SIGKILL");
    await until(() => !isAlive(pid) && !isAlive(agent), "web server and render node to end", 3_000);
    const next = await start();
    await next.ready();

    expect(next.text).toContain("stopping a database left over from an earlier run");
    await next.stop();
    await nothingLeft();
  });

  it("ends with 130 on Ctrl-C in the middle of a build, and leaves nothing", async () => {
    put("app/page.tsx", "slow");
    const run = await start();
    await until(() => run.text.includes("building"), "the build to begin");
    await until(
      () => processesNaming(`${root}/node_modules/next`).length + processesNaming("next build").length > 0,
      "it",
    );

    expect(await run.stop("SIGINT")).toBe(130);
    await nothingLeft();
    expect(databaseLog()).toMatch(/database system is shut down\s*$/);
  });

  it("ends with 130 on Ctrl-C while the database comes up, and leaves nothing", async () => {
    const data = path.join(outer, "cut short");
    const run = await start({ data });
    await until(() => existsSync(path.join(data, "pg/postmaster.pid")), "the database to begin");

    expect(await run.stop("SIGINT")).toBe(130);
    await nothingLeft();
  });

  it("says why a build failed, and builds again next time", async () => {
    put("app/page.tsx", "broken");
    const run = await start();
    expect(await run.ended).toBe(1);
    expect(run.text).toContain("app/page.tsx is broken");
    expect(run.text).toContain("build failed (exit 1)");
    await nothingLeft();

    put("app/page.tsx", "two");
    const next = await start();
    await next.ready();
    expect((await next.page()).served).toBe("two");
  });

  it("builds beside a running studio instead of under it", async () => {
    const mine = await start();
    await mine.ready();
    put("app/page.tsx", "three");
    const other = await start({ data: path.join(outer, "other data") });
    await other.ready();

    expect((await mine.page()).served).toBe("two");
    expect((await other.page()).served).toBe("three");
    expect(readdirSync(path.join(root, ".cache/running"))).toHaveLength(2);
  });

  it("names the host, never the password, when DATABASE_URL cannot be used", async () => {
    const env = { DATABASE_URL: "postgres://someone:very-secret@127.0.0.1:1/studio" };
    const run = await start({ data: path.join(outer, "elsewhere"), env });

    expect(await run.ended).toBe(1);
    expect(run.text).toContain("cannot use the database at 127.0.0.1:1 (ECONNREFUSED): check DATABASE_URL");
    expect(run.text).not.toContain("very-secret");
  });

  it("uses DATABASE_URL and starts no database of its own", async () => {
    const mine = await start();
    await mine.ready();
    const DATABASE_URL = readFileSync(path.join(mine.data, "database-url"), "utf8");
    const data = path.join(outer, "guest");
    const guest = await start({ data, env: { DATABASE_URL } });
    await guest.ready();

    expect(existsSync(path.join(data, "pg"))).toBe(false);
    expect(await guest.stop()).toBe(143);
  });

  it("with --web joins a studio: its database and secret, no sample, no render node", async () => {
    const mine = await start();
    await mine.ready();
    const shared = {
      DATABASE_URL: readFileSync(path.join(mine.data, "database-url"), "utf8"),
      BACKLOT_SECRET: readFileSync(path.join(mine.data, "secret"), "utf8"),
    };
    const data = path.join(outer, "another machine");
    const lone = await start({ args: ["--web"], data, env: { DATABASE_URL: shared.DATABASE_URL } });
    expect(await lone.ended).toBe(1);
    expect(lone.text).toContain("BACKLOT_SECRET and BACKLOT_S3_BUCKET must name what they share");

    const web = await start({ args: ["--web"], data, env: { ...shared, BACKLOT_S3_BUCKET: "pictures" } });
    await web.ready();
    expect(await web.page()).toMatchObject({ BACKLOT_SECRET: shared.BACKLOT_SECRET });
    expect(web.text).not.toContain("making the sample");
    expect(web.agents()).toEqual([]);
    expect(existsSync(path.join(data, "secret"))).toBe(false);
    expect(await web.stop()).toBe(143);
  });

  it.skipIf(!isRoot)("runs as root from a folder that only root may enter", async () => {
    const home = path.join(outer, "..", `${path.basename(outer)}-pg`);
    const data = path.join(outer, "closed data");
    chmodSync(outer, 0o700);
    try {
      for (const round of [1, 2]) {
        const run = await start({ data, env: { BACKLOT_PG_HOME: home } });
        await run.ready();
        expect(run.text, `round ${round}`).toContain('PostgreSQL runs as "nobody"');
        expect(await run.stop()).toBe(143);
      }
      expect(readdirSync(home).filter((name) => name.startsWith("pg-"))).toHaveLength(1);
    } finally {
      chmodSync(outer, 0o755);
      rmSync(home, { recursive: true, force: true });
    }
  });

  it.skipIf(!isRoot).each([
    ["an ordinary user", 1],
    ["a user id without a name", 41_234],
  ])("runs as %s", async (_, uid) => {
    const other = makeFixture();
    const own = (at) => {
      chownSync(at, uid, uid);
      if (statSync(at).isDirectory())
        for (const name of readdirSync(at)) if (name !== "node_modules") own(path.join(at, name));
    };
    own(other.outer);
    const run = await launch(other.root, { uid, gid: uid, env: { HOME: other.outer } });
    try {
      await run.ready();
      expect(statSync(path.join(run.data, "pg")).uid).toBe(uid);
      expect(await run.stop()).toBe(143);
    } finally {
      await run.stop();
      other.remove();
    }
  });
});
