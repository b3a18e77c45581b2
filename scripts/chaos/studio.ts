import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { makeDb } from "@/db/client";
import { makeFrame, makeProject, makeTeam, makeUser } from "@/db/testing/factories";
import { ingest } from "@/server/media/ingest";
import type { MediaRow } from "@/server/media/media-row";
import { createPairingCode } from "@/server/nodes/create-pairing-code";
import { localStorage } from "@/server/storage/local";
import { asUser } from "@/server/testing/contexts";
import { anyPort } from "../lib/ports.mjs";
import { startPostgres } from "../lib/postgres.mjs";
import { startBalancer } from "./balancer";
import type { Random } from "./random";
import { chaosSecret, type Node, nodeProcess, webProcess } from "./world";

const root = process.env.CHAOS_ROOT ?? "";
const hour = 3_600_000;

/** What was started, to be ended in reverse: also after a start that failed half way. */
const ending: (() => Promise<unknown>)[] = [];
export const stopAll = async (): Promise<void> => {
  for (const end of ending.splice(0).reverse()) await end().catch((error: unknown) => console.error(error));
};

type Wish = { folder: string; random: Random; agents: number; webs: number; skewed: boolean };

/** PostgreSQL on its own folder, writing durably; web processes; a balancer; nodes, paired and at work. */
export async function startStudio({ folder, random, agents, webs: webCount, skewed }: Wish) {
  const data = path.join(folder, "data");
  mkdirSync(data, { recursive: true });
  const startDatabase = () => startPostgres({ root, data: path.join(folder, "database") });
  let database = await startDatabase();
  ending.push(() => database.stop());
  const migrate = {
    cwd: root,
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ["ignore", "ignore", "inherit"] as const,
  };
  execFileSync(process.execPath, ["scripts/migrate.mjs"], { ...migrate, stdio: [...migrate.stdio] });

  // The verbs this process calls itself belong to the same studio.
  Object.assign(process.env, { DATABASE_URL: database.url, BACKLOT_DATA: data, BACKLOT_SECRET: chaosSecret });
  const { db, sql, close } = makeDb(database.url, { max: 5 });
  ending.push(close);
  const team = await makeTeam(db);
  const storage = localStorage(data);
  const owner = { ...asUser(db, team.id, await makeUser(db, team.id)), storage };
  const frame = await makeFrame(db, await makeProject(db, team.id));
  const plates: MediaRow[] = [];
  for (let n = 0; n < 5; n++) {
    const temporaryPath = await storage.temporaryPath();
    const create = { width: 64, height: 48, channels: 3 as const, background: { r: 40 * n, g: 90, b: 30 } };
    await writeFile(temporaryPath, await sharp({ create }).png().toBuffer());
    plates.push(await ingest(owner, { temporaryPath, name: "plate.png" }));
  }

  const ports = await Promise.all(Array.from({ length: webCount }, () => anyPort()));
  const webs = ports.map((port, n) =>
    webProcess({
      ...{ name: `web ${n + 1}`, port, folder, databaseUrl: database.url, data },
      skewMs: skewed ? ([0, hour, -hour][n % 3] ?? 0) : 0,
    }),
  );
  ending.push(() => Promise.all(webs.map((web) => web.down())));
  for (const web of webs) web.up();
  for (const port of ports) await answers(port);
  const balancer = await startBalancer(random, () => ports.filter((_, n) => webs[n]?.pid !== undefined));
  ending.push(balancer.close);

  const nodes: Node[] = [];
  ending.push(() => Promise.all(nodes.map((node) => node.process.down())));
  for (let n = 0; n < agents; n++) {
    const { code } = await createPairingCode(owner);
    const skew = () => (skewed ? random.of([-hour, 0, hour]) : 0);
    nodes.push(nodeProcess(`node ${n + 1}`, folder, balancer.url, skew, code));
  }
  for (const node of nodes) node.process.up();
  for (const node of nodes) await until(() => node.token() !== "", `${node.process.name} to be paired`);

  let databaseKills = 0;
  let databaseUpSince = 0;
  /** Not before it stood for three seconds: what never stands is not a fault but the lack of a database. */
  const killDatabase = async (): Promise<void> => {
    if (performance.now() - databaseUpSince < 3_000) return;
    databaseKills++;
    process.kill(database.pid, "SIGKILL");
    for (let tries = 0; ; tries++) {
      await sleep(300);
      try {
        const again = await startDatabase();
        if (again.url !== database.url) throw new Error("the database came back at another address");
        database = again;
        databaseUpSince = performance.now();
        return;
      } catch (error) {
        if (tries > 50) throw error;
      }
    }
  };
  return {
    ...{ folder, random, db, sql, owner, frame, plates, webs, nodes, balancer, killDatabase },
    databaseKills: () => databaseKills,
  };
}
export type Studio = Awaited<ReturnType<typeof startStudio>>;

async function answers(port: number): Promise<void> {
  await until(
    () =>
      fetch(`http://127.0.0.1:${port}/api/agent/none`, { method: "POST" }).then(
        () => true,
        () => false,
      ),
    `port ${port} to answer`,
  );
}

/** Polls until it holds; rejects naming what was waited for. */
export async function until(holds: () => Promise<boolean> | boolean, what: string, limitMs = 60_000): Promise<void> {
  for (const end = performance.now() + limitMs; !(await holds()); await sleep(50))
    if (performance.now() > end) throw new Error(`waited ${limitMs / 1000} s in vain for ${what}`);
}
