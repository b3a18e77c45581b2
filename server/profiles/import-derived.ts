import { z } from "zod";
import { idOf } from "@/contract/ids";
import { Box } from "@/contract/passes/parts";
import { pixelLimits } from "@/contract/passes/size";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import type { MediaRow } from "@/server/media/media-row";
import { openImages, type PackageImageRow } from "./access";
import { addPackageImages } from "./add-images";
import { importCuts, type NamedCut } from "./import-cuts";

/** What the new picture keeps of the old one: where it stands, what it shows, whose it is. */
const kept = (image: PackageImageRow) => {
  const { slot, origin, clipId, clipFrame, prompt, promptFields, lighting, expression } = image;
  const { source, licence, consent, depicts } = image;
  const angle = image.angleBy === "hand" ? { yaw: image.yaw, pitch: image.pitch } : {};
  const facts = { slot, origin, clipId, clipFrame, prompt, promptFields, lighting, expression };
  return { ...facts, ...angle, source, licence, consent, depicts };
};

const imageAndMedia = async (ctx: StudioContext, imageId: string) => {
  const image = await withTransaction(ctx, async (ctx) => (await openImages(ctx, [imageId])).images[0]);
  if (!image) throw new Error("a package picture without its row");
  return { image, row: await mediaOf(ctx, image.mediaId) };
};

/** The new picture takes the old one's angle, which goes to the candidates; neither is lost. */
const putInPlace = async (ctx: StudioContext, image: PackageImageRow, row: MediaRow, cut: NamedCut) => {
  const [made] = await importCuts(ctx, row, [cut]);
  if (!made) throw new Error("a cut without its picture");
  if (made.id === row.id) throw new BadInputError(`${row.name} already is just that: nothing would change.`);
  return addPackageImages(ctx, {
    packageId: image.packageId,
    images: [{ mediaId: made.id, sourceMediaId: image.mediaId, ...kept(image) }],
  });
};

export const CropPackageImage = z.object({
  imageId: idOf("packageImage"),
  /** Pixels of the upright picture; without it the whole picture is taken. */
  box: Box.optional(),
  /** Shrinks the longer side to this, ratio kept: 720 turns 1000 × 800 into 720 × 576 (B61). Never enlarges. */
  longestSide: z.number().int().min(64).max(8_192).optional(),
});

/** A crop of a package picture, or a smaller one of it, as a new picture in its place. The original stays. */
export async function cropPackageImage(ctx: StudioContext, input: z.input<typeof CropPackageImage>) {
  requireMay(ctx, "edit characters and environments");
  const { imageId, box, longestSide } = CropPackageImage.parse(input);
  const { image, row } = await imageAndMedia(ctx, imageId);
  const longest = Math.max(box?.width ?? row.width, box?.height ?? row.height);
  if (!box && (longestSide === undefined || longest <= longestSide))
    throw new BadInputError(
      `${row.name} is ${row.width} × ${row.height} pixels: its longer side is no more than ${longestSide ?? longest} already.`,
    );
  if (box && (box.x >= row.width || box.y >= row.height || box.x + box.width <= 0 || box.y + box.height <= 0))
    throw new BadInputError(`The crop lies outside the picture of ${row.width} × ${row.height} pixels.`);
  const cut = { ...(box && { box }), ...(longestSide !== undefined && { longestSide }) };
  return putInPlace(ctx, image, row, { ...cut, ending: box ? "crop" : `${longestSide}` });
}

export const AutoColourImage = z.object({ imageId: idOf("packageImage") });

/** White balance and levels of a package picture set by what is in it (B49), as a new picture in its place. The original stays. */
export async function autoColourImage(ctx: StudioContext, input: z.input<typeof AutoColourImage>) {
  requireMay(ctx, "edit characters and environments");
  const { imageId } = AutoColourImage.parse(input);
  const { image, row } = await imageAndMedia(ctx, imageId);
  if (row.width * row.height > pixelLimits.input)
    throw new BadInputError(
      `${row.name} has more than ${pixelLimits.input / 1e6} megapixels: make a smaller one of it first.`,
    );
  return putInPlace(ctx, image, row, { autoColour: true, ending: "auto colour" });
}
