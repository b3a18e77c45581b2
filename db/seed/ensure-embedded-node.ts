import { createHash } from "node:crypto";
import { and, eq, isNull, ne } from "drizzle-orm";
import { newId } from "../../contract/ids";
import type { Db } from "../client";
import { nodes } from "../schema/index";

/**
 * The node that `npm start` brings with it, known by `token` (`bkn_…`, kept by the launcher in the data folder). Makes
 * or renews the row, so that the same token always works, also after the token file was lost. Answers the node's id.
 */
export async function ensureEmbeddedNode(
  db: Db,
  { teamId, token, name = "This machine" }: { teamId: string; token: string; name?: string },
): Promise<string> {
  if (!/^bkn_[\w-]{20,100}$/.test(token))
    throw new Error("the embedded node's token must look like bkn_… with at least 20 more characters");
  const tokenHash = createHash("sha256").update(token).digest("hex");
  const access = { tokenHash, tokenPrefix: token.slice(0, 10) };
  return db.transaction(async (tx) => {
    const [known] = await tx
      .select({ id: nodes.id, teamId: nodes.teamId })
      .from(nodes)
      .where(eq(nodes.tokenHash, tokenHash));
    if (known) {
      // The same token for another team: the studio's first team was made anew.
      await tx.update(nodes).set({ teamId, embedded: true, revokedAt: null }).where(eq(nodes.id, known.id));
      return known.id;
    }
    const embedded = and(
      eq(nodes.teamId, teamId),
      eq(nodes.embedded, true),
      isNull(nodes.revokedAt),
      ne(nodes.tokenHash, tokenHash),
    );
    const [renewed] = await tx.update(nodes).set(access).where(embedded).returning({ id: nodes.id });
    if (renewed) return renewed.id;
    const id = newId("node");
    await tx.insert(nodes).values({ id, teamId, name, embedded: true, ...access });
    return id;
  });
}
