import { and, eq, isNull, sql } from "drizzle-orm";
import { type NodeReport, refusals, restsBecause } from "@/contract/passes/match";
import type { Schedule } from "@/contract/queue/schedule";
import { nodeOffers, nodes, users } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { awayAfterSeconds, type Job } from "./states";

export type QueueNode = {
  id: string;
  name: string;
  report: NodeReport;
  pausedAt: string | null;
  pausedReason: string | null;
  pausedBy: string | null;
  /** What it does instead of working, by its own decision. */
  rest: (typeof nodes.$inferSelect)["rest"];
  seenAt: string | null;
  away: boolean;
  schedule: Schedule | null;
};
/** What a button beside the reason does. */
export type Fix = {
  kind:
    | "pair"
    | "resume"
    | "allow-rough"
    | "try-now"
    | "wait"
    | "resume-queue"
    | "resume-person"
    | "release"
    | "approve"
    | "schedule"
    | "projects"
    | "open";
  words: string;
  nodeId?: string;
  frameId?: string;
  jobId?: string;
};
export type WhyWaiting = {
  summary: string;
  nodes: { nodeId: string; name: string; reason: string | null }[];
  fix: Fix;
};

/** What besides the nodes may keep a job: the team's switch, people's own, and the parents that have not succeeded. */
export type QueueState = {
  paused: { at: string; by: string | null; reason: string | null } | null;
  /** By the id of whose work is paused; `by` is null when they did it themselves. */
  people: ReadonlyMap<string, { name: string; by: string | null }>;
  /** By job. */
  parents: ReadonlyMap<string, readonly { id: string; title: string }[]>;
};

/** The team's nodes as the queue sees them; revoked ones are none of its. */
export async function readQueueNodes({ db, teamId }: Pick<StudioContext, "db" | "teamId">): Promise<QueueNode[]> {
  const rows = await db
    .select({
      node: nodes,
      pausedBy: users.name,
      away: sql<boolean>`coalesce(${nodes.seenAt} < now() - make_interval(secs => ${awayAfterSeconds}), true)`,
    })
    .from(nodes)
    .leftJoin(users, eq(users.id, nodes.pausedBy))
    .where(and(eq(nodes.teamId, teamId), isNull(nodes.revokedAt)))
    .orderBy(nodes.name);
  const offers = await db
    .select({ offer: nodeOffers })
    .from(nodeOffers)
    .innerJoin(nodes, and(eq(nodes.id, nodeOffers.nodeId), eq(nodes.teamId, teamId)));
  return rows.map(({ node, away, pausedBy }) => ({
    id: node.id,
    name: node.name,
    pausedAt: node.pausedAt,
    pausedReason: node.pausedReason,
    pausedBy,
    rest: node.rest,
    seenAt: node.seenAt,
    away,
    schedule: node.schedule,
    report: {
      id: node.id,
      projects: node.projects,
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
  "id" | "projectId" | "pinnedNodeId" | "failedNodes" | "heldFor" | "holdFrameId" | "depsLeft" | "createdBy"
> &
  Pick<Job, "pass" | "passVersion" | "roughAllowed" | "needsVramGb" | "needsModels" | "state" | "runAt" | "error">;

export const askOf = (job: Asking, roughAllowed = job.roughAllowed) => ({
  ...{ pass: job.pass, version: job.passVersion, roughAllowed },
  ...{ projectId: job.projectId, pinnedNodeId: job.pinnedNodeId },
  needs: { vramGb: job.needsVramGb, models: job.needsModels },
});

/** Why a job in line does not run yet, node by node and in one sentence, and what would help. `ahead`: jobs before it. */
export function whyWaiting(
  job: Asking,
  team: readonly QueueNode[],
  ahead: number,
  queue: QueueState,
  now = new Date(),
): WhyWaiting {
  const judged = team.map((node) => ({
    node,
    // One that rests by its own decision offers nothing: what it could do is told when it is back.
    refusal: node.rest ? undefined : refusals(askOf(job), node.report)[0],
    rests: restsBecause(node, now) ?? node.rest?.words ?? null,
  }));
  const list = judged.map(({ node, refusal, rests }) => ({
    nodeId: node.id,
    name: node.name,
    reason:
      refusal ??
      (node.away ? "is not connected" : rests) ??
      (job.failedNodes.includes(node.id) ? "failed it before" : null),
  }));
  const answer = (summary: string, fix: Fix): WhyWaiting => ({ summary, nodes: list, fix });
  const itself = { kind: "wait", words: "It starts by itself" } as const;

  const kept = keptBack(job, queue, now);
  if (kept) return answer(kept.summary, kept.fix ?? itself);
  const able = judged.filter(({ node, refusal }) => refusal === undefined && !node.rest);
  if (able.some(({ node, rests }) => !rests && !node.away)) return answer(inLine(ahead), itself);
  const resting = able.find(({ node }) => !node.away);
  if (resting?.node.pausedAt)
    return answer(`${resting.node.name} could do it, but ${resting.rests}`, {
      ...{ kind: "resume", words: `Resume ${resting.node.name}`, nodeId: resting.node.id },
    });
  if (resting)
    return answer(`${resting.node.name} could do it, but ${resting.rests}`, {
      ...{ kind: "schedule", words: `Change the hours of ${resting.node.name}`, nodeId: resting.node.id },
    });
  const away = able[0]?.node;
  if (away)
    return answer(`${away.name} could do it, but is not connected`, {
      ...{ kind: "wait", words: `Start the agent on ${away.name}` },
    });
  const self = judged.find(({ node }) => node.rest && !node.away);
  if (self?.node.rest)
    return answer(`${self.node.name} ${self.rests}; whether it can do this it says when it is back`, {
      ...{ kind: "wait", words: self.node.rest.how || "It comes back by itself" },
    });
  if (team.length === 0) return answer("No node is paired with this studio", { kind: "pair", words: "Pair a node" });
  const rough = team.find((node) => refusals(askOf(job, true), node.report).length === 0);
  if (rough)
    return answer(`${rough.name} could only do a rough version`, {
      ...{ kind: "allow-rough", words: "Allow a rough result", nodeId: rough.id },
    });
  const { pinnedNodeId: _, projectId: __, ...anywhere } = askOf(job);
  const elsewhere = team.find((node) => node.report.projects && refusals(anywhere, node.report).length === 0);
  if (elsewhere && !job.pinnedNodeId)
    return answer(`${elsewhere.name} could do it, but does not work for this project`, {
      ...{ kind: "projects", words: `Let ${elsewhere.name} work for this project`, nodeId: elsewhere.id },
    });
  return answer(`No node can do this: ${list.map(({ name, reason }) => `${name} ${reason}`).join("; ")}`, {
    kind: "pair",
    words: "Pair a node that can",
  });
}

/** What keeps a job whatever the nodes could do; null: nothing does. */
function keptBack(job: Asking, queue: QueueState, now: Date): { summary: string; fix?: Fix } | null {
  if (job.state === "blocked") {
    const [first, ...more] = queue.parents.get(job.id) ?? [];
    const others = more.length > 0 ? ` and ${more.length} more` : "";
    return {
      summary: first
        ? `After “${first.title}”${others}`
        : `After ${job.depsLeft} other ${job.depsLeft === 1 ? "job" : "jobs"}`,
      ...(first && { fix: { kind: "open", words: "Open what it waits for", jobId: first.id } }),
    };
  }
  if (job.heldFor.includes("approval"))
    return {
      summary: "Held until the draft is approved",
      fix: { kind: "approve", words: "Let it go without", ...(job.holdFrameId && { frameId: job.holdFrameId }) },
    };
  if (job.heldFor.includes("hand")) return { summary: "Held by hand", fix: { kind: "release", words: "Let it go" } };
  if (job.heldFor.includes("person")) {
    const by = queue.people.get(job.createdBy)?.by;
    return {
      summary: by ? `${by} has paused the work of who queued it` : "Whoever queued it has paused their own work",
      fix: { kind: "resume-person", words: "Resume their work" },
    };
  }
  if (queue.paused)
    return {
      summary: `The whole queue is paused${queue.paused.by ? ` by ${queue.paused.by}` : ""}${queue.paused.reason ? `: ${queue.paused.reason}` : ""}`,
      fix: { kind: "resume-queue", words: "Resume the queue" },
    };
  if (job.state !== "delayed") return null;
  const seconds = Math.max(0, Math.ceil((Date.parse(job.runAt) - now.getTime()) / 1000));
  return {
    summary: `Tries again in ${seconds} s. Last time: ${job.error ?? "it failed"}`,
    fix: { kind: "try-now", words: "Try now" },
  };
}

const inLine = (ahead: number): string =>
  ahead === 0
    ? "Next in line, waiting for a node to be free"
    : `Waiting for a node to be free; ${ahead} ${ahead === 1 ? "job" : "jobs"} before it`;
