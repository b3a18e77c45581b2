import { writeFile } from "node:fs/promises";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { encodePng } from "@/contract/mask/codec/png";
import { pixelSha256 } from "@/contract/mask/hash";
import { applyPost } from "@/contract/mask/morph";
import { protect } from "@/contract/mask/protect";
import { requireMay, type StudioContext } from "@/server/context";
import { PreconditionError } from "@/server/errors";
import { ingest } from "@/server/media/ingest";
import { liveLayers } from "./layers";
import { drawMask, type MaskRow, maskOrThrow } from "./log";

export const RasteriseMask = z.object({ maskId: idOf("mask") });

/**
 * The mask as the passes want it: an 8-bit grey PNG of the picture's size, white = repaint. An inpaint mask comes without
 * what the version's protected layers hold, whether they show or not. `pixelSha256` is its identity, not the file's hash.
 */
export async function rasteriseMask(ctx: StudioContext, input: z.input<typeof RasteriseMask>) {
  requireMay(ctx, "paint masks");
  const { maskId } = RasteriseMask.parse(input);
  const mask = await maskOrThrow(ctx, maskId);
  const pixels = await finished(ctx, mask);
  if (!pixels.some((value) => value > 0)) throw new PreconditionError(emptyWords(mask));
  const taken = mask.kind === "inpaint" ? await takeProtected(ctx, mask, pixels) : [];
  if (!pixels.some((value) => value > 0))
    throw new PreconditionError(
      "All of the mask lies in protected areas, so there is nothing to repaint: paint beyond them, or delete a protected layer.",
    );
  const temporaryPath = await ctx.storage.temporaryPath();
  await writeFile(temporaryPath, await encodePng(pixels, mask.width, mask.height));
  const file = await ingest(ctx, { temporaryPath, name: `mask-${mask.headSeq}.png`, expected: mask });
  return {
    ...{ maskId, seq: mask.headSeq, pixelSha256: await pixelSha256(pixels) },
    ...{ mediaId: file.id, sha256: file.sha256, protected: taken },
  };
}

const emptyWords = ({ kind, name }: MaskRow) =>
  kind === "inpaint"
    ? "The mask is empty: paint what should change first."
    : `“${name}” is empty: paint its part first.`;

/** As its log draws it up to the row's number, inverted, grown and feathered. */
const finished = async (ctx: StudioContext, mask: MaskRow) =>
  applyPost((await drawMask(ctx, mask, mask.headSeq)).flat(), mask.width, mask.height, mask.post);

/** What was taken away, for the record of the job. */
const takeProtected = async (ctx: StudioContext, { versionId }: MaskRow, pixels: Uint8Array<ArrayBuffer>) => {
  const layers = (await liveLayers(ctx, versionId)).filter(({ kind, headSeq }) => kind === "protected" && headSeq > 0);
  const taken: { maskId: string; seq: number; pixelSha256: string }[] = [];
  for (const layer of layers) {
    const area = await finished(ctx, layer);
    if (protect(pixels, area) > 0)
      taken.push({ maskId: layer.id, seq: layer.headSeq, pixelSha256: await pixelSha256(area) });
  }
  return taken;
};
