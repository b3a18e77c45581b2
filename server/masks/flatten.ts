import { rm, writeFile } from "node:fs/promises";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { neutralAdjustment } from "@/contract/mask/adjustment";
import { applyPost } from "@/contract/mask/morph";
import { versionParents, versions } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { PreconditionError } from "@/server/errors";
import { composePictures, type Overlaid } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import { mediaOf } from "@/server/media/media-of";
import { notDecodable } from "@/server/media/refusals";
import type { PictureMime } from "@/server/media/sniff";
import { versionOrThrow } from "@/server/storyboard/access";
import { addVersion } from "@/server/storyboard/add-version";
import { liveLayers } from "./layers";
import { drawMask, type MaskRow } from "./log";

export const FlattenLayers = z.object({ versionId: idOf("version") });

/**
 * The version with its visible picture layers laid over it and its adjustments applied, each through its mask and in the
 * order of the layers, becomes the next version of the frame. Its parents are the version and those whose pictures were used (B28). Everything that was there stays.
 */
export async function flattenLayers(ctx: StudioContext, input: z.input<typeof FlattenLayers>) {
  requireMay(ctx, "add versions");
  const { versionId } = FlattenLayers.parse(input);
  const version = await versionOrThrow(ctx, versionId);
  const layers = (await liveLayers(ctx, versionId)).filter(
    ({ kind, visible, headSeq, opacity }) =>
      (kind === "picture" || kind === "adjustment") && visible && headSeq > 0 && opacity > 0,
  );
  if (layers.length === 0)
    throw new PreconditionError(
      "No picture layer shows anything and nothing is adjusted: add a result or an adjustment as a layer and paint where it shows.",
    );
  const base = await mediaOf(ctx, version.mediaId);
  const file = await laidOver(ctx, base, "layers", async (temporary) => {
    const compose: Overlaid[] = [];
    for (const layer of layers) compose.push(await overlaid(ctx, layer, await temporary()));
    return compose;
  });
  const used = layers.flatMap(({ mediaId }) => mediaId ?? []);
  const title = `${layers.length === 1 ? "One layer" : `${layers.length} layers`} over ${version.title || "the picture"}`;
  return versionOfPictures(ctx, version, { mediaId: file.id, title: title.slice(0, 200), used, slot: "layer" });
}

type Laid = { mediaId: string; title: string; used: readonly string[]; slot: "layer" | "reference" };

/** A picture laid over `version` as its frame's next one; its parents are the version and those of the frame whose pictures were `used`. */
export const versionOfPictures = (
  ctx: StudioContext,
  { id: versionId, frameId }: { id: string; frameId: string },
  { mediaId, title, used, slot }: Laid,
) =>
  withTransaction(ctx, async (ctx) => {
    const made = await addVersion(ctx, { frameId, mediaId, origin: "canvas", parentId: versionId, title });
    const parents = await ctx.db
      .select({ id: versions.id })
      .from(versions)
      .where(and(eq(versions.frameId, frameId), inArray(versions.mediaId, [...used])));
    const rows = parents.filter(({ id }) => id !== versionId && id !== made.id);
    if (rows.length > 0)
      await ctx.db
        .insert(versionParents)
        .values(rows.map(({ id }) => ({ versionId: made.id, parentId: id, slot })))
        .onConflictDoNothing();
    return made;
  });

type Base = Awaited<ReturnType<typeof mediaOf>>;

/** A new picture: `base` with what `lay` names over it, each through its mask in a temporary file. Bytes outside stay. */
export async function laidOver(
  ctx: StudioContext,
  base: Base,
  suffix: string,
  lay: (temporary: () => Promise<string>) => Promise<Overlaid[]>,
) {
  const out = await ctx.storage.temporaryPath();
  const masks: string[] = [];
  try {
    const compose = await lay(async () => {
      const mask = await ctx.storage.temporaryPath();
      masks.push(mask);
      return mask;
    });
    const mime = base.mime as PictureMime;
    const done = await composePictures({ path: await ctx.storage.localPath(base.storageKey), mime, compose, out });
    if ("refused" in done) throw notDecodable(base.name, done, mime);
  } finally {
    for (const mask of masks) await rm(mask, { force: true });
  }
  const name = `${base.name.replace(/\.[^.]*$/, "")}-${suffix}.png`;
  return ingest(ctx, { temporaryPath: out, name, expected: base });
}

const overlaid = async (ctx: StudioContext, layer: MaskRow, mask: string): Promise<Overlaid> => {
  const { width, height, post, blend, opacity, adjustment } = layer;
  await writeFile(mask, applyPost((await drawMask(ctx, layer, layer.headSeq)).flat(), width, height, post));
  if (layer.kind === "adjustment") return { mask, opacity, adjustment: adjustment ?? neutralAdjustment };
  const media = await mediaOf(ctx, layer.mediaId ?? "");
  return { path: await ctx.storage.localPath(media.storageKey), mask, blend, opacity };
};
