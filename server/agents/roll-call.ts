import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { StudioContext } from "@/server/context";
import { touchNode } from "@/server/nodes/report";
import { release, releaseUnknown } from "@/server/queue/release";

/** Seconds after which a lease the node does not know of counts as lost on the way, not as still on it. */
const onTheWay = 5;
/** Nodes that ask again and again with nothing to do are written down together, this often. */
const writtenEveryMs = 5_000;
/** One that was not heard of for longer is written down at once: somebody may be waiting to see it. */
const freshMs = 30_000;

type Heard = {
  ctx: StudioContext;
  holding: readonly string[];
  loaded: string;
  at: number;
  /** Not yet written. */
  open: boolean;
};
type Roll = { nodes: Map<string, Heard>; timer?: NodeJS.Timeout | undefined };
const held = globalThis as typeof globalThis & { backlotRoll?: Roll };
const roll = (): Roll => {
  held.backlotRoll ??= { nodes: new Map() };
  return held.backlotRoll;
};

type Said = { holding: readonly string[]; loaded: readonly string[] };

/**
 * A node asks for work: it was heard of, and what it holds by our books but does not name goes back in line. At once when
 * it is new here, has had work or says something else; otherwise in a few seconds, for all such nodes together.
 */
export async function answerRoll(ctx: StudioContext, nodeId: string, { holding, loaded }: Said): Promise<void> {
  const { nodes } = roll();
  const [known, now] = [nodes.get(nodeId), performance.now()];
  const models = [...loaded].sort().join("\n");
  const said = { ctx, holding, loaded: models, at: now };
  if (known && known.loaded === models && now - known.at < freshMs && "$client" in ctx.db) {
    Object.assign(known, said, { open: true });
    roll().timer ??= setTimeout(
      () => void writeRoll().catch((error) => console.error("[agents] who was heard of was not written down:", error)),
      writtenEveryMs,
    ).unref();
    return;
  }
  await touchNode(ctx, nodeId, loaded);
  await releaseUnknown(ctx, nodeId, holding, onTheWay);
  nodes.set(nodeId, { ...said, open: false });
}

/** The node was given work: its next word is looked at at once. */
export const leaveRoll = (nodeId: string): void => {
  roll().nodes.delete(nodeId);
};

type Lost = { id: string; lease_id: string; lease_node_id: string };

/** Write down who was heard of since, and take back what they do not know of. Returns how many leases that were. */
export async function writeRoll(): Promise<number> {
  const { nodes } = roll();
  roll().timer = undefined;
  const now = performance.now();
  const open: [string, Heard][] = [];
  for (const [nodeId, heard] of nodes) {
    if (heard.open) open.push([nodeId, { ...heard }]);
    else if (now - heard.at > freshMs) nodes.delete(nodeId);
    heard.open = false;
  }
  const db = open[0]?.[1].ctx.db as Db | undefined;
  if (!db) return 0;
  const ids = sql.param(open.map(([nodeId]) => nodeId));
  const ago = sql.param(open.map(([, { at }]) => (now - at) / 1000));
  const heard = sql`unnest(${ids}::text[], ${ago}::float8[]) as h(id, ago)`;
  // A row somebody else is writing is fresh enough.
  await db.execute(sql`
    with due as materialized (
      select n.id, h.ago from nodes n join ${heard} on h.id = n.id
      where n.seen_at is null or n.seen_at < now() - make_interval(secs => h.ago + 1) for no key update of n skip locked
    )
    update nodes set seen_at = now() - make_interval(secs => due.ago) from due where nodes.id = due.id`);
  // As of when it asked: what it was given since cannot be in what it said.
  const lost = await db.execute<Lost>(sql`
    select j.id, j.lease_id, j.lease_node_id from jobs j join ${heard} on h.id = j.lease_node_id
    where j.state = 'leased' and j.started_at <= now() - make_interval(secs => h.ago + ${onTheWay})`);
  const said = new Map(open);
  let count = 0;
  for (const { id, lease_id, lease_node_id } of lost) {
    const node = said.get(lease_node_id);
    if (!node || node.holding.includes(lease_id)) continue;
    const reason = "The node never heard of it";
    if ((await release(node.ctx, { jobId: id, leaseId: lease_id, reason })).outcome === "recorded") count++;
  }
  return count;
}
