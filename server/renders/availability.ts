import { and, eq, isNull, sql } from "drizzle-orm";
import { passList } from "@/contract/passes/catalogue";
import { missingWords } from "@/contract/passes/match";
import { nodeOffers, nodes } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { awayAfterSeconds } from "@/server/queue/states";

export type Availability = {
  pass: string;
  state: "ready" | "rough" | "missing";
  nodes: string[];
  rough: string | null;
  reason: string | null;
};

const best = (states: string[]) => (["ready", "rough"] as const).find((state) => states.includes(state)) ?? "missing";

/** Per pass the best any node offers now, and otherwise exactly what is missing: shown before anything is queued. */
export async function passAvailability(ctx: StudioContext): Promise<Availability[]> {
  requireMay(ctx, "queue passes");
  const rows = await ctx.db
    .select({
      node: nodes.name,
      online: sql<boolean>`${nodes.seenAt} > now() - make_interval(secs => ${awayAfterSeconds})`,
      offer: nodeOffers,
    })
    .from(nodes)
    .leftJoin(nodeOffers, eq(nodeOffers.nodeId, nodes.id))
    .where(and(eq(nodes.teamId, ctx.teamId), isNull(nodes.revokedAt)));
  const paired = new Set(rows.map((row) => row.node)).size;
  return passList.map((pass) => {
    const offers = rows.flatMap((row) =>
      row.offer?.pass === pass.id && row.offer.version === pass.version
        ? [{ ...row.offer, node: row.node, online: row.online }]
        : [],
    );
    const state = best(offers.map((offer) => offer.state));
    const able = offers.filter((offer) => offer.state === state && state !== "missing");
    return {
      pass: pass.id,
      state,
      nodes: able.map((offer) => offer.node),
      rough: able[0]?.rough ?? null,
      reason: reasonFor({ state, able, offers, paired }),
    };
  });
}

type Offered = {
  node: string;
  online: boolean;
  missing: { what: string; where?: string | undefined; how?: string | undefined }[];
};

const reasonFor = ({
  state,
  able,
  offers,
  paired,
}: {
  state: string;
  able: Offered[];
  offers: Offered[];
  paired: number;
}): string | null => {
  if (state !== "missing")
    return able.some((offer) => offer.online)
      ? null
      : `${able.map((offer) => offer.node).join(", ")} can do this but is offline; a job waits until it is back`;
  if (paired === 0) return "No render node is paired with this team";
  const [closest] = [...offers].sort((a, b) => a.missing.length - b.missing.length);
  return closest ? `${closest.node} lacks ${missingWords(closest)}` : "No node of this team knows this pass";
};
