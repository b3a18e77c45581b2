import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { makeRecipe } from "@/db/testing/factories";
import { enqueuePlan } from "@/server/queue/enqueue";
import type { Finding } from "./ledger";
import type { Studio } from "./studio";

const sampleEveryMs = 5_000;
/** What a process may grow in the second half over the first, beyond noise. */
const mayGrow = 1.1;

const residentMb = async (pid: number | undefined): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, "utf8").catch(() => ""))?.[1] ?? Number.NaN) /
  1024;
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Work without faults for so long: what grows with time and not with the work that is there? */
export async function soak(studio: Studio, forMs: number): Promise<Finding[]> {
  const { sql, owner, frame, plates, webs, nodes } = studio;
  const began = performance.now();
  const samples: { webs: number[]; nodes: number[]; connections: number }[] = [];
  while (performance.now() - began < forMs) {
    const [row] = await sql<
      { open: number }[]
    >`select count(*)::int as open from jobs where state in ('ready', 'leased')`;
    if ((row?.open ?? 0) < 40)
      await enqueuePlan(owner, {
        title: "Soak",
        jobs: Array.from({ length: 40 }, (_, n) => {
          const plate = plates[n % plates.length];
          return {
            ...{
              title: `Job ${n}`,
              projectId: frame.projectId,
              frameId: frame.id,
              versionId: null,
              needs: {},
              roughAllowed: false,
            },
            recipe: makeRecipe({
              pass: "img2img",
              params: { prompt: 'simulate:{"seconds":0.2}' },
              inputs: plate ? [{ slot: "image", mediaId: plate.id, sha256: plate.sha256 }] : [],
            }),
          };
        }),
      });
    const [books] = await sql<
      { n: number }[]
    >`select count(*)::int as n from pg_stat_activity where backend_type = 'client backend'`;
    samples.push({
      webs: await Promise.all(webs.map((web) => web.liveMb())),
      nodes: await Promise.all(nodes.map(({ process }) => residentMb(process.pid))),
      connections: books?.n ?? Number.NaN,
    });
    await sleep(sampleEveryMs);
  }
  // The first tenth warms up; then the first third is held against the last.
  const warm = samples.slice(Math.ceil(samples.length / 10));
  const third = Math.max(1, Math.floor(warm.length / 3));
  const [early, late] = [warm.slice(0, third), warm.slice(-third)];
  const grown = (of: (sample: (typeof samples)[number]) => number) => {
    const [from, to] = [median(early.map(of)), median(late.map(of))];
    return { from: Math.round(from), to: Math.round(to), ratio: Number((to / from).toFixed(3)) };
  };
  const figureOf = (figure: string, of: (sample: (typeof samples)[number]) => number, limit = mayGrow): Finding => {
    const detail = grown(of);
    return { figure: `${figure}, last third over first`, value: detail.ratio <= limit ? 0 : 1, must: 0, detail };
  };
  const [done] = await sql<{ n: number }[]>`select count(*)::int as n from jobs where state = 'succeeded'`;
  return [
    { figure: "jobs done", value: done?.n ?? 0 },
    { figure: "seconds", value: Math.round((performance.now() - began) / 1000) },
    ...webs.map((web, n) => figureOf(`live memory of ${web.name} in MB`, (sample) => sample.webs[n] ?? Number.NaN)),
    ...nodes.map((node, n) =>
      figureOf(`resident memory of ${node.process.name} in MB`, (sample) => sample.nodes[n] ?? Number.NaN),
    ),
    figureOf("connections to the database", ({ connections }) => connections, 1),
  ];
}
