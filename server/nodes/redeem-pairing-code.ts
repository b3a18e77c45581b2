import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { Pair, type Paired } from "@/contract/agent-api";
import { newId } from "@/contract/ids";
import { displayName } from "@/contract/names";
import type { Db } from "@/db/client";
import { nodes, pairingCodes, teams } from "@/db/schema";
import { newNodeToken } from "@/server/auth/node-token";
import { countTry } from "@/server/auth/throttle";
import { record, type StudioContext, withTransaction } from "@/server/context";
import { StudioError } from "@/server/errors";
import type { Storage } from "@/server/storage/storage";
import { hashCode } from "./pairing-code";

type Outside = { db: Db; storage: Storage /** Whoever asks, for the limit of tries. */; address: string };
const limit = { tries: 10, seconds: 600 };

/** Anybody with a valid code becomes a node of its team. The token is in this answer and nowhere else. */
export async function redeemPairingCode(outside: Outside, input: Pair): Promise<Paired> {
  await countTry(outside.db, `pair:${outside.address}`, limit, "pairing codes tried from this address");
  const { code, name: given } = Pair.parse(input);
  const name = displayName("The node's name", 60).parse(given);
  const codeHash = hashCode(code);
  const valid = and(
    eq(pairingCodes.codeHash, codeHash),
    isNull(pairingCodes.usedAt),
    gt(pairingCodes.expiresAt, sql`now()`),
  );
  const [ticket] = await outside.db
    .select({ teamId: pairingCodes.teamId, createdBy: pairingCodes.createdBy, team: teams.name })
    .from(pairingCodes)
    .innerJoin(teams, eq(teams.id, pairingCodes.teamId))
    .where(valid);
  if (!ticket) throw refused();
  const nodeId = newId("node");
  const { token, ...stored } = newNodeToken();
  const ctx: StudioContext = { ...outside, teamId: ticket.teamId, actor: { kind: "node", id: nodeId, name } };
  await withTransaction(ctx, async (ctx) => {
    // Two at once with one code: the second finds it used.
    const [used] = await ctx.db.update(pairingCodes).set({ usedAt: sql`now()`, nodeId }).where(valid).returning();
    if (!used) throw refused();
    await ctx.db
      .insert(nodes)
      .values({ id: nodeId, teamId: ticket.teamId, name, pairedBy: ticket.createdBy, ...stored });
    await record(ctx, { verb: "node.pair", topic: "node", id: nodeId, data: { name } });
  });
  return { nodeId, token, name, studio: ticket.team };
}

const refused = () =>
  new StudioError(
    "BAD_REQUEST",
    "This pairing code is wrong, used, or older than ten minutes. Make a new one on the Nodes page.",
    "code",
  );
