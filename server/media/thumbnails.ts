import { access, mkdir } from "node:fs/promises";
import path from "node:path";
import { type LadderSize, ladder } from "@/contract/media";
import { dataPath } from "../env";
import type { Storage } from "../storage/storage";
import { decodePicture, type Thumbnail } from "./decoder";
import type { MediaRow } from "./media-row";
import type { PictureMime } from "./sniff";

export type ThumbnailSize = Exclude<LadderSize, "original">;

const held = globalThis as typeof globalThis & { backlotThumbnails?: Map<string, Promise<void>> };

/** Where a picture's thumbnail lies: WebP, its longer side at most `size` pixels. Known by the original's SHA-256. */
export const thumbnailPath = (sha256: string, size: ThumbnailSize): string =>
  dataPath("thumbs", sha256.slice(0, 2), `${sha256}-${size}.webp`);

/** The whole ladder of one picture, its folder made: what the decoder is asked to write. */
export const thumbnailsToWrite = async (sha256: string): Promise<Thumbnail[]> => {
  const all = ladder.map((size) => ({ size, path: thumbnailPath(sha256, size) }));
  await mkdir(path.dirname(thumbnailPath(sha256, 256)), { recursive: true });
  return all;
};

const remake = async ({ sha256, storageKey, mime }: MediaRow, storage: Storage): Promise<void> => {
  const original = await storage.localPath(storageKey);
  const thumbnails = await thumbnailsToWrite(sha256);
  const decoded = await decodePicture({ path: original, mime: mime as PictureMime, thumbnails });
  if ("refused" in decoded) throw new Error(`A kept picture no longer decodes (${decoded.refused}): ${sha256}`);
};

/** The path of a thumbnail, remade from the original if someone removed it. Many askers share one decode. */
export const ensureThumbnail = async (row: MediaRow, size: ThumbnailSize, storage: Storage): Promise<string> => {
  const wanted = thumbnailPath(row.sha256, size);
  if (
    await access(wanted).then(
      () => true,
      () => false,
    )
  )
    return wanted;
  held.backlotThumbnails ??= new Map();
  const running = held.backlotThumbnails;
  const work = running.get(row.sha256) ?? remake(row, storage).finally(() => running.delete(row.sha256));
  running.set(row.sha256, work);
  await work;
  return wanted;
};
