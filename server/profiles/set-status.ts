import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { slotTitle } from "@/contract/profile/angles";
import { packageStatuses, packageStep, withoutConsent } from "@/contract/profile/package";
import { rightsUnsaid, unsaidWords } from "@/contract/profile/rights";
import { media, packageRevisions, packages } from "@/db/schema";
import { characterOrThrow, refuseLocked } from "@/server/characters/access";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError, PreconditionError } from "@/server/errors";
import { imagesOf, type PackageRow, packageOrThrow, touched } from "./access";
import { keepRevision } from "./revisions";

export const SetPackageStatus = z.object({
  packageId: idOf("package"),
  to: z.enum(packageStatuses),
  /** The status the person saw: another one by now is a conflict. */
  from: z.enum(packageStatuses).optional(),
});

/**
 * Draft → in review → approved → locked, and back. Approving keeps the state as a revision and pins it; it is refused
 * while a picture of a person has no consent (B31), naming which, and for a package without a placed picture; what nobody
 * said of sources, licences and subjects comes back as `warnings`. The step back undoes it; withdrawing an approval also
 * unpins its revision. Refused while the character is locked.
 */
export async function setPackageStatus(ctx: StudioContext, input: z.input<typeof SetPackageStatus>) {
  requireMay(ctx, "edit characters and environments");
  const { packageId, to, from } = SetPackageStatus.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const row = await packageOrThrow(ctx, packageId, { lock: true });
    if (row.archivedAt) throw new PreconditionError(`The outfit “${row.name}” is archived: bring it back first.`);
    refuseLocked(await characterOrThrow(ctx, row.characterId, { lock: true }));
    if (from !== undefined && from !== row.status)
      throw new ConflictError(`Someone else set this package to ${row.status} a moment ago. Look again, then decide.`);
    const step = packageStep(row.status, to);
    if (!step) throw new PreconditionError(`A package that is ${row.status} cannot become ${to} in one step.`);
    if (step.decides) requireMay(ctx, "approve characters");
    const pinned = await pinFor(ctx, row, to);
    await ctx.db
      .update(packages)
      .set({ ...pinned, status: to, updatedAt: sql`now()`, revision: sql`${packages.revision} + 1` })
      .where(and(eq(packages.id, packageId), eq(packages.teamId, ctx.teamId)));
    const { approvedRevision = row.approvedRevision } = pinned;
    const warnings = to === "approved" ? unsaidWords(rightsUnsaid(await imagesOf(ctx, packageId))) : [];
    await touched(ctx, row, verbs[to], { from: row.status, to, revision: approvedRevision, warnings });
    return { id: packageId, status: to, before: row.status, approvedRevision, warnings };
  });
}

const verbs = {
  draft: "reopened a package",
  "in review": "asked for a package's review",
  approved: "approved a package",
  locked: "locked a package",
} as const;

const pinFor = async (
  ctx: StudioContext,
  row: PackageRow,
  to: PackageRow["status"],
): Promise<{ approvedRevision?: number | null }> => {
  if (to === "approved" && row.status === "in review") return { approvedRevision: await approve(ctx, row) };
  if (to === "in review" && row.status === "approved") return { approvedRevision: await withdraw(ctx, row) };
  return {};
};

const approve = async (ctx: StudioContext, row: PackageRow): Promise<number> => {
  const images = await imagesOf(ctx, row.id);
  if (!images.some(({ slot }) => slot !== null))
    throw new PreconditionError("No picture stands in a slot yet: place at least one before you approve the package.");
  await requireConsent(ctx, images);
  const { id, number } = await keepRevision(ctx, row, "Approved");
  const approvedBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
  await ctx.db
    .update(packageRevisions)
    .set({ approvedAt: sql`now()`, approvedBy })
    .where(and(eq(packageRevisions.id, id), eq(packageRevisions.teamId, ctx.teamId)));
  return number;
};

const requireConsent = async (ctx: StudioContext, images: Awaited<ReturnType<typeof imagesOf>>): Promise<void> => {
  const missing = withoutConsent(images);
  if (missing.length === 0) return;
  const rows = await ctx.db
    .select({ id: media.id, name: media.name })
    .from(media)
    .where(
      and(
        eq(media.teamId, ctx.teamId),
        inArray(
          media.id,
          missing.map(({ mediaId }) => mediaId),
        ),
      ),
    );
  const names = missing.map(({ mediaId, slot }) => {
    const name = rows.find(({ id }) => id === mediaId)?.name ?? "a picture";
    return `${name} (${slot ? slotTitle(slot) : "candidate"})`;
  });
  const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
  throw new PreconditionError(
    `No consent is recorded for the person in ${shown}. Tick their consent, or take these pictures out, then approve.`,
  );
};

/** Unpins the last approval and pins the one before it, if there was one. */
const withdraw = async (ctx: StudioContext, row: PackageRow): Promise<number | null> => {
  const ofPackage = and(eq(packageRevisions.teamId, ctx.teamId), eq(packageRevisions.packageId, row.id));
  if (row.approvedRevision !== null)
    await ctx.db
      .update(packageRevisions)
      .set({ approvedAt: null, approvedBy: null })
      .where(and(ofPackage, eq(packageRevisions.number, row.approvedRevision)));
  const [earlier] = await ctx.db
    .select({ number: packageRevisions.number })
    .from(packageRevisions)
    .where(and(ofPackage, isNotNull(packageRevisions.approvedAt)))
    .orderBy(desc(packageRevisions.approvedAt))
    .limit(1);
  return earlier?.number ?? null;
};
