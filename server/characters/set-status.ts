import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { rightsUnsaid, unsaidWords } from "@/contract/profile/rights";
import { characters, packageImages, packages } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError } from "@/server/errors";
import { characterOrThrow } from "./access";
import { requireConsent } from "./consent";

export const characterStatuses = ["draft", "in review", "approved", "locked"] as const;
type Status = (typeof characterStatuses)[number];

export const SetCharacterStatus = z.object({
  characterId: idOf("character"),
  status: z.enum(characterStatuses),
  /** The status the person saw: another one by now is a conflict. */
  saw: z.enum(characterStatuses).optional(),
});
export type SetCharacterStatus = z.input<typeof SetCharacterStatus>;

const decided: readonly Status[] = ["approved", "locked"];
const verbs: Record<Status, string> = {
  draft: "took the character back to draft",
  "in review": "put the character in review",
  approved: "approved the character",
  locked: "locked the character",
};

/**
 * Where the decision on a character stands: draft → in review → approved → locked, and back. Into, out of and between
 * approved and locked is a supervisor's act. Answers the status before, for the way back, and at an approval as `warnings`
 * what nobody said of the pictures' rights.
 */
export async function setCharacterStatus(ctx: StudioContext, input: SetCharacterStatus) {
  requireMay(ctx, "edit characters and environments");
  const { characterId, status, saw } = SetCharacterStatus.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const row = await characterOrThrow(ctx, characterId, { lock: true });
    const before = row.status;
    if (decided.includes(status) || decided.includes(before)) requireMay(ctx, "approve characters");
    if (saw !== undefined && before !== saw)
      throw new ConflictError(
        `${row.name} is “${before}” by now: somebody else decided meanwhile. Look again.`,
        "status",
      );
    if (before === status) return { id: characterId, before, warnings: [] };
    if (status === "locked" && before !== "approved")
      throw new ConflictError(`Only an approved character can be locked; ${row.name} is “${before}”. Approve first.`);
    if (status === "approved" && before !== "locked") await requireConsent(ctx, { characterId }, row.name);
    await ctx.db
      .update(characters)
      .set({ status, updatedAt: sql`now()`, revision: sql`${characters.revision} + 1` })
      .where(and(eq(characters.id, characterId), eq(characters.teamId, ctx.teamId)));
    const verb = before === "locked" && status === "approved" ? "unlocked the character" : verbs[status];
    const data = { before: { status: before }, after: { status } };
    await record(ctx, { verb, topic: "character", id: characterId, projectId: row.projectId, data });
    const warnings = status === "approved" && before !== "locked" ? await unsaidOf(ctx, characterId) : [];
    return { id: characterId, before, warnings };
  });
}

const unsaidOf = async (ctx: StudioContext, characterId: string): Promise<string[]> => {
  const { slot, keep, depicts, source, licence } = packageImages;
  const images = await ctx.db
    .select({ slot, keep, depicts, source, licence })
    .from(packageImages)
    .innerJoin(packages, eq(packages.id, packageImages.packageId))
    .where(
      and(
        ...[eq(packageImages.teamId, ctx.teamId), eq(packages.characterId, characterId)],
        ...[isNull(packageImages.removedAt), isNull(packages.archivedAt)],
      ),
    );
  return unsaidWords(rightsUnsaid(images));
};
