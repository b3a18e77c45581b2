import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { readFaces as pass } from "@/contract/passes/faces/read-faces";
import type { FacesFacts } from "@/contract/profile/face";
import { keptReading } from "@/contract/profile/picture-reading";
import { placeByAngle } from "@/contract/profile/place-by-angle";
import { jobs, media, packageImages } from "@/db/schema";
import { announce, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, NotFoundError, PreconditionError } from "@/server/errors";
import { faceReaders } from "@/server/nodes/face-readers";
import { enqueue } from "@/server/queue/enqueue";
import type { Job } from "@/server/queue/states";
import { imagesOf, type PackageImageRow, type PackageRow, packageOrThrow, touched } from "./access";
import { stand } from "./slots";

/** Pictures of one job: short enough that somebody's own work need not wait long behind it. */
const perJob = 16;

export type ToRead = { id: string; mediaId: string; autoPlace: boolean };

/** Put the reading of package pictures in line, behind all work somebody waits for. Inside a transaction. */
export async function queueFaceReading(
  ctx: StudioContext,
  target: PackageRow,
  images: readonly ToRead[],
): Promise<string[]> {
  const ids = [...new Set(images.map(({ mediaId }) => mediaId))];
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({ id: media.id, sha256: media.sha256 })
    .from(media)
    .where(and(eq(media.teamId, ctx.teamId), inArray(media.id, ids)));
  const hashes = new Map(rows.map(({ id, sha256 }) => [id, sha256]));
  const known = images.filter(({ mediaId }) => hashes.has(mediaId));
  const queued: string[] = [];
  for (let from = 0; from < known.length; from += perJob) {
    const part = known.slice(from, from + perJob);
    const params = pass.params.parse({
      of: {
        ...{ kind: "package", packageId: target.id },
        images: part.map(({ id, autoPlace }) => ({ imageId: id, autoPlace })),
      },
    });
    const job = await enqueue(ctx, {
      title: `${pass.title} · ${part.length} of ${target.name}`,
      ...{ projectId: target.projectId, frameId: null, versionId: null, subjectId: target.id },
      recipe: {
        ...{ format: 1, pass: pass.id, passVersion: pass.version, params, seed: null, mask: null },
        inputs: part.map(({ mediaId }) => ({ slot: "picture", mediaId, sha256: hashes.get(mediaId) ?? "" })),
      },
      ...{ needs: pass.needs(params), roughAllowed: false, band: 0 },
    });
    queued.push(job.id);
  }
  return queued;
}

/** Pictures that came in: read when a node of the team can; without one nothing waits in line for ever. */
export async function readNewFaces(ctx: StudioContext, target: PackageRow, images: readonly ToRead[]): Promise<void> {
  if ((await faceReaders(ctx)).ready) await queueFaceReading(ctx, target, images);
}

export const ReadPackageFaces = z.object({
  packageId: idOf("package"),
  /** Also put candidates into the angles they look to, as far as those are free. */
  autoPlace: z.boolean().default(false),
  /** Those that were read before, too. */
  again: z.boolean().default(false),
});

/** Have a node read the faces of a package's pictures: those never read, or read without the face model it has by now. */
export async function readPackageFaces(ctx: StudioContext, input: z.input<typeof ReadPackageFaces>) {
  requireMay(ctx, "edit characters and environments");
  const { packageId, autoPlace, again } = ReadPackageFaces.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const target = await packageOrThrow(ctx, packageId, { lock: true });
    const readers = await faceReaders(ctx);
    if (!readers.ready) throw new PreconditionError(`No node can read faces. ${readers.lacks.join(" ")}`);
    const waiting = await beingRead(ctx, packageId);
    const images = (await imagesOf(ctx, packageId)).filter(({ id, checks }) => {
      const reading = checks?.reading;
      return !waiting.has(id) && (again || !reading || (readers.scores && reading.model === null));
    });
    const queued = await queueFaceReading(
      ctx,
      target,
      images.map(({ id, mediaId, slot }) => ({ id, mediaId, autoPlace: autoPlace && slot === null })),
    );
    return { jobIds: queued, pictures: images.length };
  });
}

/** Pictures of a package whose reading is in line or running. */
const beingRead = async (ctx: StudioContext, packageId: string): Promise<Set<string>> => {
  const rows = await ctx.db
    .select({ recipe: jobs.recipe })
    .from(jobs)
    .where(
      and(
        ...[eq(jobs.teamId, ctx.teamId), eq(jobs.subjectId, packageId), eq(jobs.pass, pass.id)],
        inArray(jobs.state, ["ready", "delayed", "leased"]),
      ),
    );
  return new Set(
    rows.flatMap(({ recipe }) => {
      const of = pass.params.safeParse(recipe.params).data?.of;
      return of?.kind === "package" ? of.images.map(({ imageId }) => imageId) : [];
    }),
  );
};

type Asked = { packageId: string; images: readonly { imageId: string; autoPlace: boolean }[] };

/**
 * Keep what a node read of package pictures, and put those that were to find their angle into a free one. What a hand
 * said stands; pictures taken out or changed meanwhile keep what they have. Inside the transaction that ends the job.
 * Returns whose package it is, null when it is gone.
 */
export async function keepPackageFaces(
  ctx: StudioContext,
  job: Job,
  asked: Asked,
  facts: FacesFacts,
): Promise<string | null> {
  const { packageId, images } = asked;
  if (facts.pictures.length !== images.length)
    throw new BadInputError(`${images.length} pictures were to be read, ${facts.pictures.length} answers came.`);
  const target = await packageOrThrow(ctx, packageId, { lock: true }).catch((error: unknown) => {
    if (error instanceof NotFoundError) return null;
    throw error;
  });
  if (!target) return null;
  const standing = await imagesOf(ctx, packageId);
  const byId = new Map(standing.map((image) => [image.id, image]));
  const read = images.flatMap(({ imageId, autoPlace }, at) => {
    const [image, answer] = [byId.get(imageId), facts.pictures[at]];
    // The picture that was read, not another that took its place.
    const same = image && job.recipe.inputs[at]?.mediaId === image.mediaId;
    if (!same || !answer) return [];
    return [{ image, autoPlace, ...keptReading(answer, facts) }];
  });
  const mayMove = target.status !== "locked" && target.archivedAt === null;
  const seeking = read.flatMap(({ image, autoPlace, alone }) =>
    autoPlace && mayMove && alone && image.slot === null && image.angleBy !== "hand" && image.keep !== false
      ? [{ id: image.id, yaw: alone.yaw, pitch: alone.pitch }]
      : [],
  );
  const found = placeByAngle(
    seeking,
    standing.map(({ slot }) => slot),
  );
  const places = new Map(found.map((one) => [one.id, one]));
  for (const { image, alone, face, padding, reading } of read) {
    const place = places.get(image.id);
    const said = place?.slot ? { placed: place.slot } : place ? { why: place.why } : {};
    await write(ctx, image, { face, padding, reading: { ...reading, ...said }, alone });
    if (place?.slot) await stand(ctx, image.id, place.slot);
  }
  const placed = found.filter(({ slot }) => slot !== null);
  if (placed.length > 0)
    await touched(ctx, target, "placed package pictures", { count: placed.length, by: "face angle" });
  else announce(ctx, { topic: "character", id: target.characterId, projectId: target.projectId });
  return target.characterId;
}

type Written = Pick<ReturnType<typeof keptReading>, "face" | "padding" | "reading" | "alone">;

const write = (
  ctx: StudioContext,
  { id, checks, angleBy }: PackageImageRow,
  { face, padding, reading, alone }: Written,
) => {
  const { face: _, padding: __, reading: ___, ...rest } = checks ?? {};
  const now = { ...rest, reading, ...(face ? { face } : {}), ...(padding ? { padding } : {}) };
  const turn =
    angleBy === "hand" ? {} : alone ? { yaw: alone.yaw, pitch: alone.pitch, angleBy: "node" as const } : unread;
  return ctx.db
    .update(packageImages)
    .set({ checks: sql`${JSON.stringify(now)}::jsonb`, ...turn, updatedAt: sql`now()` })
    .where(and(eq(packageImages.id, id), eq(packageImages.teamId, ctx.teamId), isNull(packageImages.removedAt)));
};

/** A second reading that finds no face takes back what the first one said. */
const unread = { yaw: null, pitch: null, angleBy: null };
