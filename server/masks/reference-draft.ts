import { writeFile } from "node:fs/promises";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { maskBounds } from "@/contract/mask/model-box";
import { applyPost } from "@/contract/mask/morph";
import type { Rect, TiledMask } from "@/contract/mask/tiles";
import { requireMay, type StudioContext } from "@/server/context";
import { PreconditionError } from "@/server/errors";
import type { Overlaid } from "@/server/media/decoder";
import { mediaOf } from "@/server/media/media-of";
import { versionOrThrow } from "@/server/storyboard/access";
import { laidOver, versionOfPictures } from "./flatten";
import { liveLayers } from "./layers";
import { drawMask, type MaskRow } from "./log";

export const DraftFromReferences = z.object({ versionId: idOf("version") });

/**
 * The first draft of a mannequin (D5): each visible region's reference fills the rectangle around what is painted and shows
 * inside the region alone, the uppermost in front. It becomes the next version; its parents are the version and those of the
 * frame whose pictures were used. PreconditionError when no painted region has a picture.
 */
export async function draftFromReferences(ctx: StudioContext, input: z.input<typeof DraftFromReferences>) {
  requireMay(ctx, "add versions");
  const { versionId } = DraftFromReferences.parse(input);
  const version = await versionOrThrow(ctx, versionId);
  const regions = (await liveLayers(ctx, versionId)).filter(
    ({ kind, visible, headSeq, mediaId }) => kind === "region" && visible && headSeq > 0 && mediaId !== null,
  );
  const drawn: { layer: MaskRow; mask: TiledMask; place: Rect }[] = [];
  for (const layer of regions) {
    const mask = await drawMask(ctx, layer, layer.headSeq);
    const place = maskBounds(mask);
    if (place) drawn.push({ layer, mask, place });
  }
  if (drawn.length === 0)
    throw new PreconditionError(
      "No painted region has a reference picture: give one to a region, then paint where it is.",
    );
  const base = await mediaOf(ctx, version.mediaId);
  const file = await laidOver(ctx, base, "draft", async (temporary) => {
    const out: Overlaid[] = [];
    for (const { layer, mask, place } of drawn) {
      const path = await temporary();
      await writeFile(path, applyPost(mask.flat(), layer.width, layer.height, layer.post));
      const picture = await mediaOf(ctx, layer.mediaId ?? "");
      const source = await ctx.storage.localPath(picture.storageKey);
      out.push({ path: source, mask: path, blend: "normal" as const, opacity: 100, place });
    }
    return out;
  });
  return versionOfPictures(ctx, version, {
    mediaId: file.id,
    title: drawn.length === 1 ? "Draft of one reference" : `Draft of ${drawn.length} references`,
    used: drawn.flatMap(({ layer }) => layer.mediaId ?? []),
    slot: "reference",
  });
}
