import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { longText } from "@/contract/names";
import { promptFieldsOf } from "@/contract/prompt/parse-external";
import { packageImages } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, ConflictError } from "@/server/errors";
import { openImages, type PackageImageRow, touched } from "./access";
import { loseApproval } from "./lose-approval";

const facts = z
  .object({
    /** Degrees: yaw positive when the face looks to the picture's right, pitch positive when it looks up. */
    yaw: z.number().min(-180).max(180).nullable(),
    pitch: z.number().min(-90).max(90).nullable(),
    lighting: longText("The lighting", 80),
    expression: longText("The expression", 80),
    source: longText("The source", 300),
    licence: longText("The licence", 300),
    consent: z.boolean(),
    depicts: z.enum(["unknown", "person", "drawn", "rendered", "generated"]),
    deviations: longText("The known deviations", 1000),
    prompt: longText("The prompt", 20_000),
  })
  .partial();
type Facts = z.infer<typeof facts>;
export type PackageImageFacts = Facts;

export const TellPackageImages = z.object({
  changes: z
    .array(
      z.object({
        imageId: idOf("packageImage"),
        set: facts,
        /** What the person saw before: a field that another changed meanwhile is a conflict. */
        was: facts.optional(),
      }),
    )
    .min(1)
    .max(100),
});

const labels: Record<keyof Facts, string> = {
  ...{ yaw: "angle", pitch: "angle", lighting: "lighting", expression: "expression", source: "source" },
  ...{ licence: "licence", consent: "consent", depicts: "subject", deviations: "known deviations", prompt: "prompt" },
};
const fieldsOf = (set: Facts) => Object.keys(set) as (keyof Facts)[];

/**
 * Say of pictures what they show and whose they are: angle by hand, light, expression, rights, known deviations.
 * `before` given to this verb undoes it. ConflictError names a field that another changed since it was seen. A consent can
 * be withdrawn of a locked or archived package, too. `lost`: what is approved no more since a person in it does not agree.
 */
export async function tellPackageImages(ctx: StudioContext, input: z.input<typeof TellPackageImages>) {
  requireMay(ctx, "edit characters and environments");
  const { changes } = TellPackageImages.parse(input);
  if (changes.every(({ set }) => fieldsOf(set).length === 0))
    throw new BadInputError("Nothing to change was named: say at least one of angle, light, expression or rights.");
  return withTransaction(ctx, async (ctx) => {
    const { target, images } = await openImages(
      ctx,
      changes.map(({ imageId }) => imageId),
      { closed: changes.every(withdraws) },
    );
    const byId = new Map(images.map((image) => [image.id, image]));
    const before: { imageId: string; set: Facts }[] = [];
    for (const { imageId, set, was } of changes) {
      const image = byId.get(imageId);
      if (!image) continue;
      if (was) requireUnchanged(image, set, was);
      before.push({ imageId, set: Object.fromEntries(fieldsOf(set).map((field) => [field, image[field]])) });
      await write(ctx, image, set);
    }
    const told = [...new Set(changes.flatMap(({ set }) => fieldsOf(set)))];
    await touched(ctx, target, "described package pictures", {
      ...{ count: changes.length, fields: [...new Set(told.map((field) => labels[field]))] },
      // History tells one picture's change field by field; of several it names the fields.
      ...(changes.length === 1 ? { before: before[0]?.set, after: changes[0]?.set } : {}),
    });
    const disagreeing = changes.flatMap(({ imageId, set }) => {
      const { depicts, consent } = { ...byId.get(imageId), ...set };
      return depicts === "person" && !consent ? [imageId] : [];
    });
    const lost = await loseApproval(ctx, target, disagreeing);
    return { packageId: target.id, before, lost };
  });
}

/** Nothing but taking a consent back: whoever agreed may always change their mind. */
const withdraws = ({ set }: { set: Facts }) => set.consent === false && fieldsOf(set).length === 1;

const requireUnchanged = (image: PackageImageRow, set: Facts, was: Facts): void => {
  for (const field of fieldsOf(set)) {
    if (!(field in was) || image[field] === was[field] || image[field] === set[field]) continue;
    throw new ConflictError(
      `Someone else changed the ${labels[field]} of this picture to “${image[field]}” while you were writing. Yours was not saved: look at theirs, then save again.`,
      field,
    );
  }
};

const write = (ctx: StudioContext, image: PackageImageRow, set: Facts) => {
  const [yaw, pitch] = [set.yaw === undefined ? image.yaw : set.yaw, set.pitch === undefined ? image.pitch : set.pitch];
  const turned = set.yaw !== undefined || set.pitch !== undefined;
  return ctx.db
    .update(packageImages)
    .set({
      ...set,
      // What a hand says stands over what a node read.
      ...(set.prompt === undefined ? {} : { promptFields: promptFieldsOf(set.prompt) }),
      ...(turned ? { angleBy: yaw === null && pitch === null ? null : ("hand" as const) } : {}),
      updatedAt: sql`now()`,
      revision: sql`${packageImages.revision} + 1`,
    })
    .where(and(eq(packageImages.id, image.id), eq(packageImages.teamId, ctx.teamId)));
};
