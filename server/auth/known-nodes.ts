import type { Db, Tx } from "@/db/client";
import { nodesChannel } from "@/server/live/channels";
import { hub } from "@/server/live/hub";
import { nodeOfToken } from "./node-token";
import { hashSecret } from "./secrets";

export type KnownNode = { id: string; name: string; teamId: string };

/** Trusted for so long at most, though every change of a node is told: a notice lost without its connection is no known case. */
const keptMs = 5 * 60_000;
const most = 20_000;

type Known = { hub: object; heard: number; nodes: Map<string, KnownNode & { at: number }> };
const held = globalThis as typeof globalThis & { backlotKnownNodes?: Known };

/** What this process may remember as long as it hears of changes; begun anew with each listener. */
const known = (): Known => {
  const listener = hub();
  if (held.backlotKnownNodes?.hub === listener) return held.backlotKnownNodes;
  const mine: Known = { hub: listener, heard: 0, nodes: new Map() };
  held.backlotKnownNodes = mine;
  listener.on(nodesChannel, (nodeId) => {
    mine.heard++;
    for (const [hash, { id }] of mine.nodes) if (id === nodeId) mine.nodes.delete(hash);
  });
  listener.onReconnect(() => {
    mine.heard++;
    mine.nodes.clear();
  });
  return mine;
};

/**
 * The node a Bearer header speaks for, remembered for five minutes or until the node changes. For questions asked again and
 * again whose answer does not rest on it: a claim looks at the node's row itself. Throws as `nodeOfToken` does.
 */
export async function knownNodeOf(db: Db | Tx, authorization: string | null): Promise<KnownNode> {
  const { nodes, heard } = known();
  const hash = hashSecret(authorization ?? "");
  const found = nodes.get(hash);
  if (found && performance.now() - found.at < keptMs) return found;
  const { id, name, teamId } = await nodeOfToken(db, authorization);
  if (nodes.size >= most) nodes.clear();
  const node = { id, name, teamId, at: performance.now() };
  // Revoked while it was looked up: not remembered.
  if (known().heard === heard) nodes.set(hash, node);
  return node;
}
