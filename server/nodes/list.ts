import { and, desc, eq, getTableColumns, inArray, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import { findPass } from "@/contract/passes/catalogue";
import type { Offer } from "@/contract/passes/offer";
import type { Schedule } from "@/contract/queue/schedule";
import { attempts, jobs, nodeOffers, nodes, users } from "@/db/schema";
import { statement } from "@/db/statement";
import { requireMay, type StudioContext } from "@/server/context";
import { awayAfterSeconds } from "@/server/queue/states";
import { NodeId, nodeOf } from "./access";
import { type Standing, standingOf } from "./standing";

export type NodeOffer = Omit<Offer, "rough"> & { rough: string | null; title: string };
export type NodeCard = Standing & {
  id: string;
  name: string;
  embedded: boolean;
  schedule: Schedule | null;
  /** Only these projects; null: all. */
  projects: string[] | null;
  platform: string;
  gpu: string;
  vramGb: number;
  models: string[];
  agentVersion: string;
  tokenPrefix: string;
  seenAt: string | null;
  createdAt: string;
  offers: NodeOffer[];
  job: { id: string; title: string; fraction: number } | null;
  /** Jobs it finished in the last 24 hours, and seconds it spent on them. */
  today: { jobs: number; seconds: number };
};

export type NodeGlance = Standing & Pick<NodeCard, "id" | "name" | "embedded">;

const isAway = sql<boolean>`coalesce(${nodes.seenAt} < now() - make_interval(secs => ${awayAfterSeconds}), true)`;

/** The team's nodes with what each can do, in words. Revoked ones are gone from the list. */
export async function listNodes(ctx: StudioContext): Promise<NodeCard[]> {
  requireMay(ctx, "see nodes");
  return cards(ctx, and(eq(nodes.teamId, ctx.teamId), isNull(nodes.revokedAt)));
}

const selectGlance = statement((db) => {
  // Spelled out: of one table alone drizzle writes columns without its name.
  const works = sql<boolean>`exists (select 1 from ${jobs} j where j.lease_node_id = ${nodes}.id and j.state = 'leased')`;
  const { id, name, embedded, pausedAt, pausedReason, rest, schedule, revokedAt } = nodes;
  return db
    .select({
      ...{ id, name, embedded, pausedAt, pausedReason, rest, schedule, revokedAt },
      ...{ pausedByName: users.name, away: isAway, works },
    })
    .from(nodes)
    .leftJoin(users, eq(users.id, nodes.pausedBy))
    .where(and(eq(nodes.teamId, sql.placeholder("teamId")), isNull(nodes.revokedAt)))
    .orderBy(desc(nodes.embedded), nodes.name);
});

/** The team's nodes in as many words as the top bar has room for: who, and in what state. */
export async function glanceAtNodes(ctx: StudioContext): Promise<NodeGlance[]> {
  requireMay(ctx, "see nodes");
  const rows = await selectGlance(ctx.db, { teamId: ctx.teamId });
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, embedded: row.embedded },
    ...standingOf(row),
  }));
}

/** One node, also a revoked one. */
export async function getNode(ctx: StudioContext, input: z.input<typeof NodeId>): Promise<NodeCard> {
  requireMay(ctx, "see nodes");
  const { id } = await nodeOf(ctx, NodeId.parse(input).nodeId);
  const [card] = await cards(ctx, eq(nodes.id, id));
  if (!card) throw new Error("a node without a card");
  return card;
}

/** The last tries of a node, newest first: what it did and how each ended. */
export async function listAttempts(ctx: StudioContext, input: z.input<typeof NodeId>) {
  requireMay(ctx, "see nodes");
  const { id } = await nodeOf(ctx, NodeId.parse(input).nodeId);
  const { startedAt, endedAt, outcome, error, seconds } = attempts;
  return ctx.db
    .select({ id: attempts.id, jobId: jobs.id, title: jobs.title, startedAt, endedAt, outcome, error, seconds })
    .from(attempts)
    .innerJoin(jobs, eq(jobs.id, attempts.jobId))
    .where(eq(attempts.nodeId, id))
    .orderBy(desc(attempts.startedAt))
    .limit(50);
}

// The card needs none of the model files, which may be thousands.
const { engine: _, ...withoutModels } = getTableColumns(nodes);

async function cards({ db }: StudioContext, which: ReturnType<typeof and>): Promise<NodeCard[]> {
  const rows = await db
    .select({ node: withoutModels, away: isAway, pausedByName: users.name })
    .from(nodes)
    .leftJoin(users, eq(users.id, nodes.pausedBy))
    .where(which)
    .orderBy(desc(nodes.embedded), nodes.name);
  const ids = rows.map(({ node }) => node.id);
  if (ids.length === 0) return [];
  const [offers, running, today] = await Promise.all([
    db.select().from(nodeOffers).where(inArray(nodeOffers.nodeId, ids)),
    db
      .select({ nodeId: jobs.leaseNodeId, id: jobs.id, title: jobs.title, fraction: jobs.fraction })
      .from(jobs)
      .where(and(inArray(jobs.leaseNodeId, ids), eq(jobs.state, "leased")))
      .orderBy(jobs.startedAt),
    db
      .select({
        nodeId: attempts.nodeId,
        jobs: sql<number>`count(*)::int`,
        seconds: sql<number>`coalesce(sum(${attempts.seconds}), 0)::float8`,
      })
      .from(attempts)
      .where(
        and(
          inArray(attempts.nodeId, ids),
          eq(attempts.outcome, "succeeded"),
          sql`${attempts.startedAt} > now() - interval '24 hours'`,
        ),
      )
      .groupBy(attempts.nodeId),
  ]);
  return rows.map(({ node, away, pausedByName }) => {
    const job = running.find(({ nodeId }) => nodeId === node.id);
    const { jobs: count = 0, seconds = 0 } = today.find(({ nodeId }) => nodeId === node.id) ?? {};
    return {
      id: node.id,
      name: node.name,
      embedded: node.embedded,
      ...standingOf({ ...node, pausedByName, away, works: job !== undefined }),
      schedule: node.schedule,
      projects: node.projects,
      platform: node.platform,
      gpu: node.gpu,
      vramGb: node.vramGb,
      models: node.models,
      agentVersion: node.agentVersion,
      tokenPrefix: node.tokenPrefix,
      seenAt: node.seenAt,
      createdAt: node.createdAt,
      offers: offers.filter(({ nodeId }) => nodeId === node.id).map(titled),
      job: job ? { id: job.id, title: job.title, fraction: job.fraction } : null,
      today: { jobs: count, seconds },
    };
  });
}

const titled = ({ nodeId: _, ...offer }: typeof nodeOffers.$inferSelect): NodeOffer => ({
  ...offer,
  title: findPass(offer.pass)?.title ?? offer.pass,
});
