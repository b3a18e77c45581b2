import { and, desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { captionOf, datasetName, lintDataset } from "@/contract/profile/dataset";
import { depictsUnknown } from "@/contract/profile/package";
import { characters, datasetHandovers, media, packageRevisions, users } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError, PreconditionError } from "@/server/errors";
import { imagesOf, type PackageImageRow, type PackageRow, packageOrThrow, touched } from "./access";
import { keepRevision } from "./revisions";

const side = (what: string) =>
  z
    .number()
    .int()
    .min(64, { error: `${what} is smaller than 64 pixels` })
    .max(4096, { error: `${what} is larger than 4096 pixels` });
const asked = {
  packageId: idOf("package"),
  /** Pixels a side the training will use. */
  resolution: side("The training resolution"),
  /** The size the character will be rendered at, if it is known. */
  use: z
    .object({ width: side("The width"), height: side("The height") })
    .nullable()
    .default(null),
  /** Regularisation pictures of the style that the training will have beside these. */
  regularisation: z.number().int().min(0).max(1_000_000).default(0),
};
export const PreviewDataset = z.object(asked);
export const HandOverDataset = z.object(asked);

const firstOutfit = "Default outfit";
const extensions: Record<string, string> = {
  ...{ "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/tiff": "tif", "image/gif": "gif" },
};

/** The pictures a package gives to a dataset: those in a slot and those kept, none discarded. */
const chosen = (images: readonly PackageImageRow[]) =>
  images.filter(({ slot, keep }) => (slot !== null && keep !== false) || keep === true);

const datasetOf = async (
  ctx: StudioContext,
  target: PackageRow,
  { resolution, use, regularisation }: Omit<z.infer<typeof PreviewDataset>, "packageId">,
) => {
  const images = chosen(await imagesOf(ctx, target.id));
  const [rows, [character]] = await Promise.all([
    images.length
      ? ctx.db
          .select()
          .from(media)
          .where(
            and(
              eq(media.teamId, ctx.teamId),
              inArray(
                media.id,
                images.map(({ mediaId }) => mediaId),
              ),
            ),
          )
      : [],
    ctx.db
      .select({ code: characters.code, triggerWord: characters.triggerWord })
      .from(characters)
      .where(and(eq(characters.id, target.characterId), eq(characters.teamId, ctx.teamId))),
  ]);
  if (!character) throw new NotFoundError("The character");
  const trigger = character.triggerWord ?? character.code.toLowerCase();
  // A first outfit nobody named says nothing of what is worn.
  const named = target.name === firstOutfit ? "" : target.name;
  const outfit = target.description === "" ? named : target.description;
  const worn = { trigger, outfit, hair: target.hair, props: target.props };
  const entries = images.flatMap((image, at) => {
    const row = rows.find(({ id }) => id === image.mediaId);
    if (!row) return [];
    const { width, height, sha256, mime } = row;
    const name = datasetName(at, image.slot, extensions[mime] ?? "png");
    const caption = captionOf(image, worn);
    return [{ imageId: image.id, mediaId: row.id, name, caption, width, height, sha256, slot: image.slot }];
  });
  const advice = lintDataset({
    ...{ sizes: entries, regularisation, resolution, unknownDepicts: depictsUnknown(images).length },
    ...(use ? { use } : {}),
  });
  return { trigger, loraName: target.loraName, resolution, entries, advice };
};

/** What “make a dataset from this package” would hand over: names, captions, sizes and advice (B47). Changes nothing. */
export async function previewDataset(ctx: StudioContext, input: z.input<typeof PreviewDataset>) {
  requireMay(ctx, "see the studio");
  const { packageId, ...how } = PreviewDataset.parse(input);
  const target = await packageOrThrow(ctx, packageId);
  const [dataset, before] = await Promise.all([datasetOf(ctx, target, how), handoversOf(ctx, packageId)]);
  return { ...dataset, before };
}

const handoversOf = (ctx: StudioContext, packageId: string) =>
  ctx.db
    .select({
      ...{ id: datasetHandovers.id, resolution: datasetHandovers.resolution, advice: datasetHandovers.advice },
      ...{ revision: packageRevisions.number, createdAt: datasetHandovers.createdAt, by: users.name },
    })
    .from(datasetHandovers)
    .innerJoin(packageRevisions, eq(packageRevisions.id, datasetHandovers.revisionId))
    .leftJoin(users, eq(users.id, datasetHandovers.createdBy))
    .where(and(eq(datasetHandovers.teamId, ctx.teamId), eq(datasetHandovers.packageId, packageId)))
    .orderBy(desc(datasetHandovers.createdAt))
    .limit(20);

/**
 * Hand a package over to be a dataset: its state is kept as a revision, and the advice that was given is kept with it.
 * Advice never blocks; a package without a chosen picture is refused. Also a locked package may be handed over.
 */
export async function handOverDataset(ctx: StudioContext, input: z.input<typeof HandOverDataset>) {
  requireMay(ctx, "edit characters and environments");
  const { packageId, ...how } = HandOverDataset.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const target = await packageOrThrow(ctx, packageId, { lock: true });
    const { advice, entries } = await datasetOf(ctx, target, how);
    if (entries.length === 0)
      throw new PreconditionError("No picture is chosen: place pictures in slots or keep candidates, then hand over.");
    const revision = await keepRevision(ctx, target, "Handed over as a dataset");
    const id = newId("datasetHandover");
    const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
    await ctx.db.insert(datasetHandovers).values({
      ...{ id, teamId: ctx.teamId, projectId: target.projectId, packageId, revisionId: revision.id },
      ...{ resolution: how.resolution, advice, createdBy },
    });
    await touched(ctx, target, "made a dataset of a package", {
      ...{ pictures: entries.length, revision: revision.number, regularisation: how.regularisation },
    });
    return { id, revision: revision.number, pictures: entries.length, advice };
  });
}
