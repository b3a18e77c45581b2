import { writeFile } from "node:fs/promises";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { MaskError } from "@/contract/mask/error";
import { maskBounds } from "@/contract/mask/model-box";
import { type DrawOp, MaskOp } from "@/contract/mask/ops";
import { applyOp } from "@/contract/mask/raster";
import { TiledMask } from "@/contract/mask/tiles";
import { versionParents } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import { versionOrThrow } from "@/server/storyboard/access";
import { addVersion } from "@/server/storyboard/add-version";
import { laidOver } from "./flatten";

export const AcceptInside = z.object({
  versionId: idOf("version"),
  /** The result of the same frame that shows inside. */
  resultId: idOf("version"),
  /** The selection as one drawing op on an empty mask: an outline, or stored pixels. */
  selection: MaskOp.refine((op) => op.kind === "poly" || op.kind === "raster", {
    error: "A selection is an outline or a mask picture",
  }),
});

/**
 * The version with a result laid over it inside a selection becomes the next version of the frame, its parents both; bytes
 * outside stay, the result stays staged, no layer is made. BadInputError for another frame, another size or an empty selection.
 */
export async function acceptInside(ctx: StudioContext, input: z.input<typeof AcceptInside>) {
  requireMay(ctx, "add versions");
  const { versionId, resultId, selection } = AcceptInside.parse(input);
  const [version, result] = [await versionOrThrow(ctx, versionId), await versionOrThrow(ctx, resultId)];
  if (result.frameId !== version.frameId)
    throw new BadInputError("The result belongs to another frame: choose one of this frame.", "resultId");
  if (result.kind !== "picture")
    throw new BadInputError("Only a picture can be laid over a picture: this result is a map.", "resultId");
  const [base, above] = [await mediaOf(ctx, version.mediaId), await mediaOf(ctx, result.mediaId)];
  const [width, height] = [base.width ?? 0, base.height ?? 0];
  if (above.width !== width || above.height !== height)
    throw new BadInputError(
      `The result is ${above.width} × ${above.height} pixels, the picture ${width} × ${height}: accept it whole.`,
      "resultId",
    );
  const mask = drawn(selection as DrawOp, width, height);
  const file = await laidOver(ctx, base, "part", async (temporary) => {
    const path = await temporary();
    await writeFile(path, mask.flat());
    return [
      { path: await ctx.storage.localPath(above.storageKey), mask: path, blend: "normal" as const, opacity: 100 },
    ];
  });
  return withTransaction(ctx, async (ctx) => {
    const title = `Part of ${result.title || "a result"} over ${version.title || "the picture"}`;
    const made = await addVersion(ctx, {
      ...{ frameId: version.frameId, mediaId: file.id, origin: "canvas", parentId: versionId },
      title: title.slice(0, 200),
    });
    await ctx.db.insert(versionParents).values({ versionId: made.id, parentId: resultId, slot: "layer" });
    return made;
  });
}

function drawn(selection: DrawOp, width: number, height: number): TiledMask {
  const mask = new TiledMask(width, height);
  try {
    applyOp(mask, selection);
  } catch (cause) {
    if (!(cause instanceof MaskError)) throw cause;
    throw new BadInputError(`The selection cannot be read: ${cause.message}`, "selection");
  }
  if (!maskBounds(mask))
    throw new BadInputError("Nothing of the picture lies inside the selection: draw it over the picture.", "selection");
  return mask;
}
