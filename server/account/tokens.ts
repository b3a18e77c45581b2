import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { displayName } from "@/contract/names";
import { tokens } from "@/db/schema";
import { hashSecret, newSecret } from "@/server/auth/secrets";
import { requireMay, requireUser, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";

export const CreateToken = z.object({
  name: displayName("The token's name", 60),
  scopes: z
    .array(z.enum(["read", "write"]))
    .min(1)
    .default(["read"]),
  days: z.number().int().min(1).max(366).default(90),
});

/** A personal token for scripts, bound to this team. The secret is returned once. */
export async function createToken(ctx: StudioContext, input: z.input<typeof CreateToken>) {
  requireMay(ctx, "see the studio");
  const me = requireUser(ctx);
  const { name, scopes, days } = CreateToken.parse(input);
  const secret = newSecret("bkp_");
  const id = newId("token");
  await ctx.db.insert(tokens).values({
    id,
    teamId: ctx.teamId,
    userId: me.id,
    name,
    scopes,
    prefix: secret.slice(0, 10),
    tokenHash: hashSecret(secret),
    expiresAt: sql`now() + make_interval(days => ${days})`,
  });
  return { id, secret };
}

/** My tokens of this team that still stand. */
export async function listTokens(ctx: StudioContext) {
  requireMay(ctx, "see the studio");
  const { id, name, prefix, scopes, createdAt, expiresAt, seenAt } = tokens;
  return ctx.db
    .select({ id, name, prefix, scopes, createdAt, expiresAt, seenAt })
    .from(tokens)
    .where(and(eq(tokens.teamId, ctx.teamId), eq(tokens.userId, requireUser(ctx).id), isNull(tokens.revokedAt)))
    .orderBy(desc(tokens.createdAt));
}

export const RevokeToken = z.object({ tokenId: idOf("token") });

export async function revokeToken(ctx: StudioContext, input: z.input<typeof RevokeToken>) {
  requireMay(ctx, "see the studio");
  const { tokenId } = RevokeToken.parse(input);
  const mine = and(
    eq(tokens.id, tokenId),
    eq(tokens.teamId, ctx.teamId),
    eq(tokens.userId, requireUser(ctx).id),
    isNull(tokens.revokedAt),
  );
  const [row] = await ctx.db.update(tokens).set({ revokedAt: sql`now()` }).where(mine).returning({ id: tokens.id });
  if (!row) throw new NotFoundError("The token");
  return row;
}
