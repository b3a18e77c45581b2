import { rm } from "node:fs/promises";
import { wholeBox } from "@/contract/profile/box";
import type { StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { type Cut, cutPictures } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import type { MediaRow } from "@/server/media/media-row";
import { notDecodable } from "@/server/media/refusals";
import type { PictureMime } from "@/server/media/sniff";

export type NamedCut = Cut & { ending: string };

/**
 * New pictures cut out of a kept one, lossless and in its own depth, taken in like every picture. The source is decoded
 * once and stays as it is. Throws BadInputError when it no longer decodes. Runs outside transactions.
 */
export async function importCuts(ctx: StudioContext, source: MediaRow, cuts: readonly NamedCut[]): Promise<MediaRow[]> {
  const mime = source.mime as PictureMime;
  const stem = source.name.replace(/\.[^.]*$/, "");
  const planned = await Promise.all(
    cuts.map(async ({ ending, box, ...cut }) => ({
      ending,
      cut: { ...cut, ...(box && { box: wholeBox(box, source) }), out: await ctx.storage.temporaryPath() },
    })),
  );
  try {
    const path = await ctx.storage.localPath(source.storageKey).catch(() => {
      throw new NotFoundError(`The file of ${source.name}`);
    });
    const done = await cutPictures({ path, mime, cuts: planned.map(({ cut }) => cut) });
    if ("refused" in done) throw notDecodable(source.name, done, mime);
    const rows: MediaRow[] = [];
    for (const { cut, ending } of planned)
      rows.push(await ingest(ctx, { temporaryPath: cut.out, name: `${stem} ${ending}.png` }));
    return rows;
  } finally {
    await Promise.all(planned.map(({ cut }) => rm(cut.out, { force: true })));
  }
}
