import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rm, stat } from "node:fs/promises";
import { and, eq } from "drizzle-orm";
import { newId } from "@/contract/ids";
import { isLightMime } from "@/contract/media";
import { media } from "@/db/schema";
import { requireMay, type StudioContext } from "../context";
import { BadInputError, StudioError } from "../errors";
import { type Decoded, decodePicture } from "./decoder";
import { isFilm, notAPicture, requireFilm } from "./film";
import { measuresPath } from "./measures";
import type { MediaRow } from "./media-row";
import { aMeshIsNoPicture, isMesh, requireMesh } from "./mesh";
import { notDecodable, notHere, notOurKind, requireSize } from "./refusals";
import { safeName } from "./safe-name";
import { type PictureMime, sniffBytes, sniffPicture } from "./sniff";
import { thumbnailsToWrite } from "./thumbnails";

export type Ingest = {
  /** A finished file of ours: taken over, or removed when it is refused. A fault leaves it for another try. */
  temporaryPath: string;
  /** Lower-case hex, if it was counted while writing; otherwise the file is read once more. */
  sha256?: string;
  /** As the giver called it; made safe here. Its extension is never believed. */
  name: string;
  /** Upright pixels the picture must have, for a result that was asked for in a size. */
  expected?: { width: number; height: number };
  /** Also takes linear light (.hdr, .exr): for environments, whose pictures no node works on as they are. */
  light?: boolean;
  /** A film or a mesh is known by its first bytes and kept as it is. */
  kind?: "picture" | "film" | "mesh";
  /** Set when the cloud already keeps these bytes under a key. */
  storageKey?: string;
};

/** A render node may bring its results; people need the right to add versions (which is also that of characters' pictures). */
export const requireMayBringPictures = (ctx: StudioContext): void => {
  if (ctx.actor.kind !== "node") requireMay(ctx, "add versions");
};

/** SHA-256 of a file, lower-case hex, in constant memory. */
export const hashFile = async (file: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
};

/** The team's row of these bytes, if it has them. */
export const mediaBySha256 = async ({ db, teamId }: StudioContext, sha256: string): Promise<MediaRow | undefined> => {
  const [row] = await db
    .select()
    .from(media)
    .where(and(eq(media.teamId, teamId), eq(media.sha256, sha256)));
  return row;
};

const sniffFile = async (file: string, name: string): Promise<PictureMime> => {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sniffBytes), 0, sniffBytes, 0);
    const seen = sniffPicture(buffer.subarray(0, bytesRead));
    if ("mime" in seen) return seen.mime;
    throw notOurKind(name, seen);
  } finally {
    await handle.close();
  }
};

type Whole = Exclude<Decoded, { refused: string }> & { mime: PictureMime };

const requirePicture = async (given: Ingest, name: string, sha256: string): Promise<Whole> => {
  const mime = await sniffFile(given.temporaryPath, name);
  if (isLightMime(mime) && !given.light) throw notHere(name, mime);
  const decoded = await decodePicture({
    ...{ path: given.temporaryPath, mime },
    ...{ thumbnails: await thumbnailsToWrite(sha256), measures: measuresPath(sha256) },
  });
  if ("refused" in decoded) throw notDecodable(name, decoded, mime);
  const { expected } = given;
  if (expected && (expected.width !== decoded.width || expected.height !== decoded.height))
    throw new BadInputError(
      `${name} is ${decoded.width} × ${decoded.height} pixels where ${expected.width} × ${expected.height} were asked for. Send the picture in the size that was asked for.`,
    );
  return { ...decoded, mime };
};

/** Width, height and colour of a film are filled in by the node that reads it; a mesh has none. */
const withoutPixels = { width: 0, height: 0, hasAlpha: false, colour: "#141414" } as const;
const requireFilmFacts = async (given: Ingest, name: string) => ({
  mime: await requireFilm(given.temporaryPath, name),
  ...withoutPixels,
});
const requireMeshFacts = async (given: Ingest, bytes: number, name: string) => ({
  mime: await requireMesh(given.temporaryPath, bytes, name),
  ...withoutPixels,
});

/** Refuses bytes the team has already as something else than they are given for. */
const requireSameKind = async (given: Ingest, known: MediaRow, name: string): Promise<void> => {
  if (given.kind === "film" && !isFilm(known)) await requireFilm(given.temporaryPath, name);
  if (given.kind === "mesh" && !isMesh(known)) await requireMesh(given.temporaryPath, known.bytes, name);
  if ((given.kind ?? "picture") !== "picture") return;
  if (isFilm(known)) throw notAPicture(name);
  if (isMesh(known)) throw aMeshIsNoPicture(name);
};

const keep = async (ctx: StudioContext, given: Ingest): Promise<MediaRow> => {
  const name = safeName(given.name);
  const { size: bytes } = await stat(given.temporaryPath);
  requireSize(name, bytes);
  const sha256 = given.sha256 ?? (await hashFile(given.temporaryPath));
  const known = await mediaBySha256(ctx, sha256);
  if (known) await requireSameKind(given, known, name);
  if (known && isLightMime(known.mime) && !given.light) throw notHere(name, known.mime);
  if (known) {
    // The bytes were accepted once; putting them again heals a storage that lost them.
    await ctx.storage.adopt(given.temporaryPath, sha256);
    return known;
  }
  const { mime, width, height, hasAlpha, colour } =
    given.kind === "film"
      ? await requireFilmFacts(given, name)
      : given.kind === "mesh"
        ? await requireMeshFacts(given, bytes, name)
        : await requirePicture(given, name, sha256);
  const storageKey = given.storageKey ?? (await ctx.storage.adopt(given.temporaryPath, sha256));
  const facts = { sha256, mime, bytes, width, height, hasAlpha, colour, name, storageKey };
  const rest = { id: newId("media"), teamId: ctx.teamId, storage: ctx.storage.kind, createdBy: ctx.actor.id };
  const [row] = await ctx.db
    .insert(media)
    .values({ ...facts, ...rest })
    .onConflictDoNothing()
    .returning();
  // Another upload of the same bytes was a moment faster: theirs is ours.
  const kept = row ?? (await mediaBySha256(ctx, sha256));
  if (!kept) throw new Error("A picture vanished while it was being kept");
  return kept;
};

/**
 * The one door for every picture, film and mesh: checks size, kind and pixels before decoding, decodes a picture to the last
 * row in a child process, keeps the bytes as they are and makes thumbnails. The same bytes twice give the same row.
 * Throws BadInputError (what is wrong and what to do), PAYLOAD_TOO_LARGE, ForbiddenError.
 */
export async function ingest(ctx: StudioContext, given: Ingest): Promise<MediaRow> {
  const remove = () => rm(given.temporaryPath, { force: true });
  try {
    requireMayBringPictures(ctx);
    const row = await keep(ctx, given);
    await remove();
    return row;
  } catch (error) {
    if (error instanceof StudioError) await remove();
    throw error;
  }
}
