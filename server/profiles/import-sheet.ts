import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { longText } from "@/contract/names";
import { Box } from "@/contract/passes/parts";
import { slotIds, slotTitle } from "@/contract/profile/angles";
import { mostCells } from "@/contract/profile/sheet";
import { packageImages, packages } from "@/db/schema";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import { openPackage, packageOrThrow } from "./access";
import { addPackageImages } from "./add-images";
import { importCuts } from "./import-cuts";

export const GetSheet = z.object({ mediaId: idOf("media"), packageId: idOf("package") });

/** A picture as a sheet: itself, and what was cut from it into this package already. */
export async function getSheet(ctx: StudioContext, input: z.input<typeof GetSheet>) {
  requireMay(ctx, "see the studio");
  const { mediaId, packageId } = GetSheet.parse(input);
  const { id, name, width, height, colour, bytes } = await mediaOf(ctx, mediaId);
  await packageOrThrow(ctx, packageId);
  const cuts = await ctx.db
    .select({ imageId: packageImages.id, slot: packageImages.slot })
    .from(packageImages)
    .innerJoin(packages, eq(packages.id, packageImages.packageId))
    .where(
      and(
        ...[eq(packageImages.teamId, ctx.teamId), eq(packageImages.packageId, packageId)],
        ...[eq(packageImages.sourceMediaId, mediaId), eq(packageImages.origin, "sheet")],
        isNull(packageImages.removedAt),
      ),
    );
  return { name, bytes, picture: { id, width, height, colour }, cuts };
}

export const CutSheet = z.object({
  packageId: idOf("package"),
  mediaId: idOf("media"),
  cells: z
    .array(z.object({ box: Box, slot: z.enum(slotIds).nullable().default(null) }))
    .min(1, { error: "Draw at least one box" })
    .max(mostCells, { error: `Cut at most ${mostCells} views at once` }),
  /** The sheet was drawn by hand (E5): kept with every view. */
  drawn: z.boolean().default(false),
  source: longText("The source", 300).default(""),
  licence: longText("The licence", 300).default(""),
  consent: z.boolean().default(false),
});

/** Cut the views of a sheet out of its original, lossless, each into its slot or among the candidates. The sheet stays. */
export async function cutSheet(ctx: StudioContext, input: z.input<typeof CutSheet>) {
  requireMay(ctx, "edit characters and environments");
  const { packageId, mediaId, cells, drawn, source, ...rights } = CutSheet.parse(input);
  await withTransaction(ctx, (ctx) => openPackage(ctx, packageId));
  const sheet = await mediaOf(ctx, mediaId);
  const beside = cells.findIndex(({ box }) => !touches(box, sheet));
  if (beside >= 0)
    throw new BadInputError(`Box ${beside + 1} lies outside the sheet of ${sheet.width} × ${sheet.height} pixels.`);
  const twice = cells.find(({ slot }, at) => slot && cells.findIndex((other) => other.slot === slot) !== at);
  if (twice?.slot && !["full-body", "close-up", "expression"].includes(twice.slot))
    throw new BadInputError(`Two boxes are meant for ${slotTitle(twice.slot)}, which holds one picture.`);
  const cuts = cells.map(({ box, slot }, at) => ({ box, ending: slot ? slotTitle(slot) : `view ${at + 1}` }));
  const views = await importCuts(ctx, sheet, cuts);
  return addPackageImages(ctx, {
    packageId,
    images: views.map(({ id }, at) => ({
      ...{ mediaId: id, slot: cells[at]?.slot ?? null, origin: "sheet" as const, sourceMediaId: mediaId },
    })),
    ...rights,
    source: drawn && source === "" ? "Hand drawn" : source,
    ...(drawn && { depicts: "drawn" as const }),
  });
}

const touches = ({ x, y, width, height }: z.infer<typeof Box>, size: { width: number; height: number }) =>
  x < size.width && y < size.height && x + width > 0 && y + height > 0;
