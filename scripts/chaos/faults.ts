import type { Sql } from "postgres";
import type { Db } from "@/db/client";
import { reclaimExpired } from "@/server/queue/reclaim-expired";
import type { Balancer } from "./balancer";
import type { Random } from "./random";
import type { Node, Undying } from "./world";

type Place = {
  random: Random;
  nodes: readonly Node[];
  webs: readonly Undying[];
  balancer: Balancer;
  sql: Sql;
  db: Db;
  killDatabase: () => Promise<void>;
  cancelOne: () => Promise<void>;
};

export type FaultName = keyof ReturnType<typeof faultsOf>;

/** What may happen next, by name. Each is one thing that goes wrong in one place. */
export const faultsOf = ({ random, nodes, webs, balancer, sql, db, killDatabase, cancelOne }: Place) => ({
  "node killed": () => random.of(nodes).process.kill(random.between(100, 1_500)),
  "web killed": () => random.of(webs).kill(random.between(100, 1_000)),
  "database killed": () => killDatabase(),
  "upload cut": () => balancer.cutNextUpload(),
  "answer lost": () => balancer.loseNextAnswer(),
  "result replayed": () => balancer.replaySome(3),
  /** A node's signs of life stay away for longer than its lease, whose end is moved here instead of waited for. */
  "heartbeat late": async () => {
    const node = random.of(nodes);
    balancer.hold(node.token(), random.between(1_000, 3_000));
    await sql`update jobs set lease_until = now() - interval '1 second' where state = 'leased'
      and lease_node_id in (select id from nodes where name = ${node.process.name})`;
    await reclaimExpired(db);
  },
  "disk full": () => {
    const node = random.of(nodes);
    node.limit("0");
    setTimeout(() => node.limit("unlimited"), random.between(1_000, 3_000));
  },
  "job cancelled": () => cancelOne(),
});

/** How often each comes among a hundred. */
export const weights: Record<FaultName, number> = {
  "node killed": 22,
  "web killed": 12,
  "database killed": 2,
  "upload cut": 18,
  "answer lost": 18,
  "result replayed": 8,
  "heartbeat late": 10,
  "disk full": 5,
  "job cancelled": 5,
};

export function choose(random: Random): FaultName {
  let at = random.next() * Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  for (const [name, weight] of Object.entries(weights)) {
    at -= weight;
    if (at < 0) return name as FaultName;
  }
  return "node killed";
}
