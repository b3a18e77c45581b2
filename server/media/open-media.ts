import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { LadderSize } from "@/contract/media";
import type { StudioContext } from "../context";
import { NotFoundError } from "../errors";
import type { Storage } from "../storage/storage";
import { isFilm } from "./film";
import { fileOf } from "./media-of";
import type { MediaRow } from "./media-row";
import { isMesh } from "./mesh";
import type { ByteRange } from "./range";
import { ensureFull, ensureThumbnail } from "./thumbnails";

/** `total` is the whole file's length in bytes; `read` opens the wanted part. */
export type OpenedMedia = {
  row: MediaRow;
  mime: string;
  total: number;
  read: (range?: ByteRange) => Promise<Readable>;
};

/** Open one size of a row that was already checked. What is missing is made from the original. */
export const openRow = async (row: MediaRow, size: LadderSize, storage: Storage): Promise<OpenedMedia> => {
  if (size === "original") return original(row, storage);
  if (isMesh(row)) throw new NotFoundError(`A picture of the mesh ${row.name}`);
  if (isFilm(row)) throw new NotFoundError(`A picture of the film ${row.name}`);
  const file = size === "full" ? await ensureFull(row, storage) : await ensureThumbnail(row, size, storage);
  if (file === null) return original(row, storage);
  const { size: total } = await stat(file);
  const mime = size === "full" ? "image/png" : "image/webp";
  return { row, mime, total, read: async (range) => createReadStream(file, range) };
};

const original = (row: MediaRow, storage: Storage): OpenedMedia => ({
  ...{ row, mime: row.mime, total: row.bytes },
  read: (range) => storage.read(row.storageKey, range),
});

/** Open the team's file in a size of the ladder, or its original bytes. NotFoundError for another team's id. */
export const openMedia = async (ctx: StudioContext, id: string, size: LadderSize): Promise<OpenedMedia> =>
  openRow(await fileOf(ctx, id), size, ctx.storage);
