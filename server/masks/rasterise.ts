import { writeFile } from "node:fs/promises";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { encodePng } from "@/contract/mask/codec/png";
import { pixelSha256 } from "@/contract/mask/hash";
import { applyPost } from "@/contract/mask/morph";
import { requireMay, type StudioContext } from "@/server/context";
import { PreconditionError } from "@/server/errors";
import { ingest } from "@/server/media/ingest";
import { drawMask, maskOrThrow } from "./log";

export const RasteriseMask = z.object({ maskId: idOf("mask") });

/** The mask as the passes want it: an 8-bit grey PNG of the picture's size, white = repaint. `pixelSha256` is its identity, not the file's hash. */
export async function rasteriseMask(ctx: StudioContext, input: z.input<typeof RasteriseMask>) {
  requireMay(ctx, "paint masks");
  const { maskId } = RasteriseMask.parse(input);
  const mask = await maskOrThrow(ctx, maskId);
  const drawn = (await drawMask(ctx, mask)).flat();
  const pixels = applyPost(drawn, mask.width, mask.height, mask.post);
  if (!pixels.some((value) => value > 0))
    throw new PreconditionError("The mask is empty: paint what should change first.");
  const temporaryPath = await ctx.storage.temporaryPath();
  await writeFile(temporaryPath, await encodePng(pixels, mask.width, mask.height));
  const file = await ingest(ctx, { temporaryPath, name: `mask-${mask.headSeq}.png`, expected: mask });
  return { maskId, seq: mask.headSeq, pixelSha256: await pixelSha256(pixels), mediaId: file.id, sha256: file.sha256 };
}
