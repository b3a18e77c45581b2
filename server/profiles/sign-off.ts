import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { longText } from "@/contract/names";
import { slotTitle } from "@/contract/profile/angles";
import { packageImages } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError, PreconditionError } from "@/server/errors";
import { openImages, touched } from "./access";
import { restoreSignOffs, signOffsOf } from "./sign-offs";

export const SignOffPackageImage = z.object({
  imageId: idOf("packageImage"),
  signed: z.boolean(),
  /** In what it is not right, though close enough (B68): "left ear lower than in the others". */
  deviations: longText("The known deviations", 1000).optional(),
  /** Taking back that one took a sign-off back: who gave it, and when, stand again. */
  undo: z.boolean().default(false),
});

/** Sign a picture off in its slot, or take that back. Only where it stands: moving it ends the sign-off. `before` with `undo` undoes it. */
export async function signOffPackageImage(ctx: StudioContext, input: z.input<typeof SignOffPackageImage>) {
  requireMay(ctx, "approve characters");
  const { imageId, signed, deviations, undo } = SignOffPackageImage.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { target, images } = await openImages(ctx, [imageId]);
    const [image] = images;
    if (!image) throw new NotFoundError("The package picture");
    if (signed && image.slot === null)
      throw new PreconditionError("A candidate has no slot to be signed off for: place it first.");
    const who = ctx.actor.kind === "user" ? ctx.actor.id : null;
    await ctx.db
      .update(packageImages)
      .set({
        signedOffBy: signed && !undo ? who : null,
        signedOffAt: signed && !undo ? sql`now()` : null,
        ...(deviations === undefined ? {} : { deviations }),
        updatedAt: sql`now()`,
        revision: sql`${packageImages.revision} + 1`,
      })
      .where(and(eq(packageImages.id, imageId), eq(packageImages.teamId, ctx.teamId)));
    if (undo && signed) await restoreSignOffs(ctx, target, [{ imageId, slot: image.slot }]);
    await touched(ctx, target, signed ? "signed off a package picture" : "took back a sign-off", {
      slot: image.slot && slotTitle(image.slot),
      ...(signed ? {} : { endedSignOffs: signOffsOf([image]) }),
    });
    return { before: { imageId, signed: image.signedOffAt !== null, deviations: image.deviations } };
  });
}
