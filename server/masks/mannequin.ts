import { writeFile } from "node:fs/promises";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { mannequinSteps, templateSteps } from "@/contract/mannequin/draw";
import { type BodyPart, bodyParts, mannequinBuilds, mannequinViews } from "@/contract/mannequin/words";
import { encodePng } from "@/contract/mask/codec/png";
import { layerColours } from "@/contract/mask/layer-kinds";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ingest } from "@/server/media/ingest";
import { mediaOf } from "@/server/media/media-of";
import { versionOrThrow } from "@/server/storyboard/access";
import { addVersion } from "@/server/storyboard/add-version";
import { unhurried } from "@/server/unhurried";
import { addLayer } from "./layers";
import { openMask } from "./open";

/** No model takes larger ones, and drawing one takes seconds. */
const LARGEST = 2048;
const Side = z.number().int().min(64).max(LARGEST);

export const MakeMannequin = z.object({
  /** The mannequin becomes the next version of this one's frame. */
  versionId: idOf("version"),
  build: z.enum(mannequinBuilds),
  view: z.enum(mannequinViews),
  /** Left out: as large as the version's picture, made smaller where that is too large. */
  width: Side.optional(),
  height: Side.optional(),
});

const words: Record<BodyPart, string> = {
  ...{ hair: "Hair", head: "Head", torso: "Torso", arms: "Arms" },
  ...{ hands: "Hands", legs: "Legs", feet: "Feet", accessory: "Accessory" },
};
const viewWords = { front: "front", "three-quarter": "three-quarter", side: "side", back: "back" } as const;

/**
 * A mannequin as the next version of a frame (D5), with a region for every part of its body that is seen, painted already, an
 * empty one for an accessory and the background: together each pixel is in exactly one. Undone by taking the version back.
 */
export async function makeMannequin(ctx: StudioContext, input: z.input<typeof MakeMannequin>) {
  requireMay(ctx, "add versions");
  requireMay(ctx, "paint masks");
  const { versionId, build, view, ...size } = MakeMannequin.parse(input);
  const version = await versionOrThrow(ctx, versionId);
  const own = await mediaOf(ctx, version.mediaId);
  const { width, height } = { ...fitting(own.width ?? 1024, own.height ?? 1024), ...size };
  const drawn = await unhurried(mannequinSteps({ build, view, width, height }));
  const masks = await unhurried(templateSteps(drawn));
  const temporaryPath = await ctx.storage.temporaryPath();
  await writeFile(temporaryPath, await encodePng(drawn.grey, width, height));
  const name = `mannequin-${build}-${view}.png`;
  const file = await ingest(ctx, { temporaryPath, name, expected: { width, height } });
  return withTransaction(ctx, async (ctx) => {
    const made = await addVersion(ctx, {
      ...{ frameId: version.frameId, mediaId: file.id, origin: "canvas", parentId: versionId },
      title: `Mannequin, ${build}, ${viewWords[view]}`,
    });
    await openMask(ctx, { versionId: made.id });
    const ops = (part: BodyPart | "background") => {
      const op = masks.get(part);
      return op ? [{ id: newId("mask"), op }] : [];
    };
    const background = { name: "Background", region: { background: true }, colour: "#8a8a8a" };
    await addLayer(ctx, { versionId: made.id, kind: "region", ...background, ops: ops("background") });
    for (const [n, part] of bodyParts.entries())
      if (masks.has(part) || part === "accessory")
        await addLayer(ctx, {
          ...{ versionId: made.id, kind: "region", name: words[part], ops: ops(part) },
          colour: layerColours[n % layerColours.length],
        });
    return { ...made, width, height };
  });
}

/** A picture's size within what a mannequin may have, of the same shape as far as that goes. */
const fitting = (width: number, height: number) => {
  const scale = Math.min(1, LARGEST / Math.max(width, height));
  const side = (length: number) => Math.max(64, Math.round(length * scale));
  return { width: side(width), height: side(height) };
};
