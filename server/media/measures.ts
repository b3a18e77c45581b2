import { readFile } from "node:fs/promises";
import { z } from "zod";
import { dataPath } from "../env";
import type { Storage } from "../storage/storage";
import { decodePicture } from "./decoder";
import type { MediaRow } from "./media-row";
import type { PictureMime } from "./sniff";
import { thumbnailsToWrite } from "./thumbnails";

/** Of the steps in measure-pixels.mjs; measures of another chain are made again. */
const chain = 2;
const Measures = z.object({
  chain: z.literal(chain),
  sharpness: z.number(),
  plainBackground: z.number(),
  phash: z.string().regex(/^[0-9a-f]{16}$/),
  mirror: z.string().regex(/^[0-9a-f]{16}$/),
  windows: z.string().regex(/^([0-9a-f]{16})+$/),
});
/** As in `ImageChecks`; `phash` as 16 hex digits. */
export type Measures = z.infer<typeof Measures>;

/** Where a picture's measures lie: beside its thumbnails, known by the original's SHA-256. */
export const measuresPath = (sha256: string): string =>
  dataPath("thumbs", sha256.slice(0, 2), `${sha256}-measures-${chain}.json`);

const read = async (sha256: string): Promise<Measures | null> => {
  const text = await readFile(measuresPath(sha256), "utf8").catch(() => null);
  if (text === null) return null;
  const parsed = Measures.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
};

/**
 * What was measured on a kept picture when it came in; measured now, in the decode process, if it came before there
 * were measures. Throws when the kept file is gone or no longer decodes.
 */
export const ensureMeasures = async (row: MediaRow, storage: Storage): Promise<Measures> => {
  const known = await read(row.sha256);
  if (known) return known;
  const decoded = await decodePicture({
    ...{ path: await storage.localPath(row.storageKey), mime: row.mime as PictureMime },
    ...{ thumbnails: await thumbnailsToWrite(row.sha256), measures: measuresPath(row.sha256) },
  });
  if ("refused" in decoded) throw new Error(`A kept picture no longer decodes (${decoded.refused}): ${row.sha256}`);
  const made = await read(row.sha256);
  if (!made) throw new Error(`The measures of ${row.sha256} were not written`);
  return made;
};
