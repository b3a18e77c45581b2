import { sql } from "drizzle-orm";
import { pairingCodes } from "@/db/schema";
import { record, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { hashCode, newCode } from "./pairing-code";

const minutes = 10;

/** A code that pairs one node within ten minutes. Shown once; only its hash is kept. */
export async function createPairingCode(ctx: StudioContext): Promise<{ code: string; expiresAt: string }> {
  requireMay(ctx, "pair nodes");
  const me = requireUser(ctx);
  const code = newCode();
  return withTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .insert(pairingCodes)
      .values({
        codeHash: hashCode(code),
        teamId: ctx.teamId,
        createdBy: me.id,
        expiresAt: sql`now() + make_interval(mins => ${minutes})`,
      })
      .returning({ expiresAt: pairingCodes.expiresAt });
    if (!row) throw new Error("insert into pairing_codes returned no row");
    await record(ctx, { verb: "node.invite", topic: "node", id: ctx.teamId });
    return { code, expiresAt: row.expiresAt };
  });
}
