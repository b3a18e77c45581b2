import { and, eq, isNull, sql } from "drizzle-orm";
import { type NodeReport, refusals } from "@/contract/passes/match";
import { nodeOffers, nodes } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { awayAfterSeconds, type Job } from "./states";

export type QueueNode = {
  id: string;
  name: string;
  report: NodeReport;
  pausedAt: string | null;
  pausedReason: string | null;
  seenAt: string | null;
  away: boolean;
};
export type Fix = { kind: "pair" | "resume" | "allow-rough" | "wait"; words: string; nodeId?: string };
export type WhyWaiting = {
  summary: string;
  nodes: { nodeId: string; name: string; reason: string | null }[];
  fix: Fix;
};

/** The team's nodes as the queue sees them; revoked ones are none of its. */
export async function readQueueNodes({ db, teamId }: Pick<StudioContext, "db" | "teamId">): Promise<QueueNode[]> {
  const rows = await db
    .select({
      node: nodes,
      away: sql<boolean>`coalesce(${nodes.seenAt} < now() - make_interval(secs => ${awayAfterSeconds}), true)`,
    })
    .from(nodes)
    .where(and(eq(nodes.teamId, teamId), isNull(nodes.revokedAt)))
    .orderBy(nodes.name);
  const offers = await db
    .select({ offer: nodeOffers })
    .from(nodeOffers)
    .innerJoin(nodes, and(eq(nodes.id, nodeOffers.nodeId), eq(nodes.teamId, teamId)));
  return rows.map(({ node, away }) => ({
    id: node.id,
    name: node.name,
    pausedAt: node.pausedAt,
    pausedReason: node.pausedReason,
    seenAt: node.seenAt,
    away,
    report: {
      vramGb: node.vramGb,
      models: node.models,
      offers: offers
        .filter(({ offer }) => offer.nodeId === node.id)
        .map(({ offer: { rough, ...offer } }) => ({ ...offer, ...(rough !== null && { rough }) })),
    },
  }));
}

type Asking = Pick<
  Job,
  "pass" | "passVersion" | "roughAllowed" | "needsVramGb" | "needsModels" | "state" | "runAt" | "error"
>;

const ask = (job: Asking, roughAllowed = job.roughAllowed) => ({
  pass: job.pass,
  version: job.passVersion,
  roughAllowed,
  needs: { vramGb: job.needsVramGb, models: job.needsModels },
});

/** Why a job in line does not run yet, node by node and in one sentence, and what would help. `ahead`: jobs before it. */
export function whyWaiting(job: Asking, team: readonly QueueNode[], ahead: number, now = Date.now()): WhyWaiting {
  const judged = team.map((node) => ({ node, refusal: refusals(ask(job), node.report)[0] }));
  const able = judged.filter(({ refusal }) => refusal === undefined).map(({ node }) => node);
  const list = judged.map(({ node, refusal }) => ({
    nodeId: node.id,
    name: node.name,
    reason: refusal ?? obstacle(node),
  }));
  const answer = (summary: string, fix: Fix): WhyWaiting => ({ summary, nodes: list, fix });

  if (job.state === "delayed") {
    const seconds = Math.max(0, Math.ceil((Date.parse(job.runAt) - now) / 1000));
    return answer(`Tries again in ${seconds} s. Last time: ${job.error ?? "it failed"}`, {
      kind: "wait",
      words: "It starts by itself",
    });
  }
  if (able.some((node) => !node.pausedAt && !node.away))
    return answer(inLine(ahead), { kind: "wait", words: "It starts by itself" });
  const paused = able.find((node) => node.pausedAt && !node.away);
  if (paused)
    return answer(`${paused.name} could do it, but is paused`, {
      kind: "resume",
      words: `Resume ${paused.name}`,
      nodeId: paused.id,
    });
  const away = able[0];
  if (away)
    return answer(`${away.name} could do it, but is not connected`, {
      kind: "wait",
      words: `Start the agent on ${away.name}`,
    });
  if (team.length === 0) return answer("No node is paired with this studio", { kind: "pair", words: "Pair a node" });
  const rough = team.find((node) => refusals(ask(job, true), node.report).length === 0);
  if (rough)
    return answer(`${rough.name} could only do a rough version`, {
      kind: "allow-rough",
      words: "Allow a rough result",
      nodeId: rough.id,
    });
  return answer(`No node can do this: ${list.map(({ name, reason }) => `${name} ${reason}`).join("; ")}`, {
    kind: "pair",
    words: "Pair a node that can",
  });
}

const obstacle = (node: QueueNode): string | null =>
  node.away
    ? "is not connected"
    : node.pausedAt
      ? `is paused${node.pausedReason ? `: ${node.pausedReason}` : ""}`
      : null;

const inLine = (ahead: number): string =>
  ahead === 0
    ? "Next in line, waiting for a node to be free"
    : `Waiting for a node to be free; ${ahead} ${ahead === 1 ? "job" : "jobs"} before it`;
