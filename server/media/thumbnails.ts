import { access, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type LadderSize, ladder } from "@/contract/media";
import { dataPath } from "../env";
import type { Storage } from "../storage/storage";
import { cutPictures, decodePicture, renderPicture, type Thumbnail } from "./decoder";
import type { MediaRow } from "./media-row";
import type { PictureMime } from "./sniff";

export type ThumbnailSize = Exclude<LadderSize, "original" | "full">;

const held = globalThis as typeof globalThis & { backlotThumbnails?: Map<string, Promise<void>> };
const inThumbs = (sha256: string, rest: string) => dataPath("thumbs", sha256.slice(0, 2), `${sha256}-${rest}`);

/** Where a picture's thumbnail lies: WebP, its longer side at most `size` pixels. Known by the original's SHA-256. */
export const thumbnailPath = (sha256: string, size: ThumbnailSize): string => inThumbs(sha256, `${size}.webp`);

/** These rungs of one picture, their folder made: what the decoder is asked to write. */
export const thumbnailsToWrite = async (
  sha256: string,
  sizes: readonly ThumbnailSize[] = ladder,
): Promise<Thumbnail[]> => {
  await mkdir(path.dirname(thumbnailPath(sha256, 256)), { recursive: true });
  return sizes.map((size) => ({ size, path: thumbnailPath(sha256, size) }));
};

const remake = async ({ sha256, storageKey, mime }: MediaRow, storage: Storage, sizes: readonly ThumbnailSize[]) => {
  const original = await storage.localPath(storageKey);
  const thumbnails = await thumbnailsToWrite(sha256, sizes);
  const decoded = await decodePicture({ path: original, mime: mime as PictureMime, thumbnails });
  if ("refused" in decoded) throw new Error(`A kept picture no longer decodes (${decoded.refused}): ${sha256}`);
};

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Many askers share one decode. */
const once = (key: string, work: () => Promise<void>): Promise<void> => {
  held.backlotThumbnails ??= new Map();
  const running = held.backlotThumbnails;
  const mine = running.get(key) ?? work().finally(() => running.delete(key));
  running.set(key, mine);
  return mine;
};

/** The path of a thumbnail: made now if it is the large one, remade from the original if someone removed it. */
export const ensureThumbnail = async (row: MediaRow, size: ThumbnailSize, storage: Storage): Promise<string> => {
  const wanted = thumbnailPath(row.sha256, size);
  if (await exists(wanted)) return wanted;
  const sizes = size === 2048 ? [size] : ladder;
  await once(`${row.sha256}-${sizes[0]}`, () => remake(row, storage, sizes));
  return wanted;
};

/** The path of the exact pixels as a PNG, or null where the original shows them itself. What was found out is kept beside the thumbnails. */
export const ensureFull = async (row: MediaRow, storage: Storage): Promise<string | null> => {
  const [full, plain] = [inThumbs(row.sha256, "full.png"), inThumbs(row.sha256, "full.plain")];
  if (await exists(full)) return full;
  if (await exists(plain)) return null;
  await once(`${row.sha256}-full`, async () => {
    const original = await storage.localPath(row.storageKey);
    await mkdir(path.dirname(full), { recursive: true });
    const rendered = await renderPicture({ path: original, mime: row.mime as PictureMime, full });
    if ("refused" in rendered) throw new Error(`A kept picture no longer decodes (${rendered.refused}): ${row.sha256}`);
    if (rendered.plain) await writeFile(plain, "");
  });
  return (await exists(full)) ? full : null;
};

/** The path of a PNG with the picture's own pixels and depth: the original where it is one, else one made from it and kept. */
export const ensurePng = async (row: MediaRow, storage: Storage): Promise<string> => {
  const original = await storage.localPath(row.storageKey);
  if (row.mime === "image/png") return original;
  const whole = inThumbs(row.sha256, "whole.png");
  if (await exists(whole)) return whole;
  await once(`${row.sha256}-whole`, async () => {
    await mkdir(path.dirname(whole), { recursive: true });
    const made = await cutPictures({ path: original, mime: row.mime as PictureMime, cuts: [{ out: whole }] });
    if ("refused" in made) throw new Error(`A kept picture no longer decodes (${made.refused}): ${row.sha256}`);
  });
  return whole;
};
