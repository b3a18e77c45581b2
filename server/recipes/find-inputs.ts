import { and, asc, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { media } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { pictureColumns, toPicture } from "@/server/media/picture";

export const FindInputs = z.object({ sha256: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(200) });

/** The team's pictures of these contents: what a recipe that came in a file was made from. One a hash, the oldest. */
export async function findInputs(ctx: StudioContext, input: z.input<typeof FindInputs>) {
  requireMay(ctx, "queue passes");
  const { sha256 } = FindInputs.parse(input);
  if (sha256.length === 0) return [];
  const rows = await ctx.db
    .selectDistinctOn([media.sha256], { sha256: media.sha256, ...pictureColumns })
    .from(media)
    .where(and(eq(media.teamId, ctx.teamId), isOneOf(media.sha256, sha256), isNotNull(media.width)))
    .orderBy(media.sha256, asc(media.createdAt));
  return rows.flatMap(({ sha256, ...row }) => {
    const picture = toPicture(row);
    return picture ? [{ sha256, picture }] : [];
  });
}
