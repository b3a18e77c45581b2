import { eq, getTableColumns } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { nodes } from "@/db/schema";
import { StudioError } from "@/server/errors";
import { hashSecret, newSecret, sameText } from "./secrets";

export type NodeRow = Omit<typeof nodes.$inferSelect, "engine">;

// A list of models can be a megabyte, and a node knocks every few seconds.
const { engine: _, ...columns } = getTableColumns(nodes);

/** A token only a node carries, shown once: its hash and first letters are kept. */
export const newNodeToken = (): { token: string; tokenHash: string; tokenPrefix: string } => {
  const token = newSecret("bkn_");
  return { token, tokenHash: hashSecret(token), tokenPrefix: token.slice(0, 10) };
};

/** The node a Bearer header speaks for. UNAUTHORIZED with what to do for a missing, unknown or revoked token. */
export async function nodeOfToken(db: Db | Tx, authorization: string | null): Promise<NodeRow> {
  const token = /^Bearer (bkn_[\w-]{20,100})$/.exec(authorization ?? "")?.[1];
  if (!token)
    throw new StudioError("UNAUTHORIZED", "A node's token is missing. Pair the node with a code from the Nodes page.");
  const tokenHash = hashSecret(token);
  const [node] = await db.select(columns).from(nodes).where(eq(nodes.tokenHash, tokenHash));
  if (!node || !sameText(node.tokenHash, tokenHash))
    throw new StudioError(
      "UNAUTHORIZED",
      "This studio does not know the node's token. Pair the node again with a code from the Nodes page.",
    );
  if (node.revokedAt)
    throw new StudioError(
      "UNAUTHORIZED",
      `${node.name} was revoked on ${node.revokedAt.slice(0, 10)}. Pair it again with a new code to use it.`,
    );
  return node;
}
