import { and, asc, eq, inArray, isNotNull, isNull, max, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { neutralAdjustment } from "@/contract/mask/adjustment";
import { AdjustmentSettings, BlendMode, LayerColour, LayerKind, RegionSettings } from "@/contract/mask/layer";
import { layerColours, MAX_LAYERS } from "@/contract/mask/layer-kinds";
import { ClientOp } from "@/contract/mask/ops";
import { isLightMime, type Picture } from "@/contract/media";
import { displayName } from "@/contract/names";
import { characters, masks, media } from "@/db/schema";
import { announce, record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, NotFoundError, PreconditionError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { notHere } from "@/server/media/refusals";
import { versionOrThrow } from "@/server/storyboard/access";
import { appendMaskOps } from "./append-ops";
import { type MaskRow, maskOrThrow } from "./log";
import { lockVersion } from "./open";

export const ListLayers = z.object({ versionId: idOf("version") });

/** The layers of a version from the bottom up, without their pixels, each with its character's name, regions with their reference picture. */
export async function listLayers(ctx: StudioContext, input: z.input<typeof ListLayers>) {
  requireMay(ctx, "paint masks");
  const { versionId } = ListLayers.parse(input);
  await versionOrThrow(ctx, versionId);
  const rows = await liveLayers(ctx, versionId);
  const ids = rows.flatMap(({ characterId }) => characterId ?? []);
  const people = ids.length
    ? await ctx.db
        .select({
          ...{ id: characters.id, code: characters.code, name: characters.name, trigger: characters.triggerWord },
          ...pictureColumns,
        })
        .from(characters)
        .leftJoin(media, eq(media.id, characters.heroMediaId))
        .where(and(eq(characters.teamId, ctx.teamId), inArray(characters.id, ids)))
    : [];
  const known = new Map(
    people.map(({ id, code, name, trigger, ...picture }) => [
      id,
      { id, code, name, trigger, picture: toPicture(picture) ?? null },
    ]),
  );
  const references = await referencesOf(ctx, rows);
  return rows.map((row) => ({
    ...layerOf(row),
    character: known.get(row.characterId ?? "") ?? null,
    reference: references.get((row.kind === "region" && row.mediaId) || "") ?? null,
  }));
}

const referencesOf = async (ctx: StudioContext, rows: readonly MaskRow[]) => {
  const ids = rows.flatMap(({ kind, mediaId }) => (kind === "region" && mediaId ? mediaId : []));
  if (ids.length === 0) return new Map<string, Picture>();
  const found = await ctx.db
    .select(pictureColumns)
    .from(media)
    .where(and(eq(media.teamId, ctx.teamId), inArray(media.id, ids)));
  return new Map(found.flatMap((row) => (toPicture(row) ? [[row.mediaId, toPicture(row) as Picture] as const] : [])));
};

/** Not deleted, from the bottom up. */
export const liveLayers = (ctx: StudioContext, versionId: string): Promise<MaskRow[]> =>
  ctx.db
    .select()
    .from(masks)
    .where(and(eq(masks.teamId, ctx.teamId), eq(masks.versionId, versionId), isNull(masks.deletedAt)))
    .orderBy(asc(masks.position), asc(masks.createdAt), asc(masks.id));

const layerOf = ({ id, versionId, name, kind, visible, locked, colour, opacity, blend, ...row }: MaskRow) => ({
  ...{ id, versionId, name, kind, visible, locked, colour, opacity, blend },
  ...{ characterId: row.characterId, mediaId: row.mediaId, region: row.region, post: row.post, headSeq: row.headSeq },
  adjustment: row.adjustment,
});

export const AddLayer = z.object({
  versionId: idOf("version"),
  kind: LayerKind.exclude(["inpaint"]),
  name: displayName("The layer's name").optional(),
  colour: LayerColour.optional(),
  characterId: idOf("character").optional(),
  mediaId: idOf("media").optional(),
  region: RegionSettings.prefault({}).optional(),
  adjustment: AdjustmentSettings.optional(),
  /** What is in it from the beginning, such as an imported mask. */
  ops: z.array(ClientOp).max(8).default([]),
});

/** A layer on top of the others. A version has its inpaint mask by itself; that one is not added. */
export async function addLayer(ctx: StudioContext, input: z.input<typeof AddLayer>) {
  requireMay(ctx, "paint masks");
  const { versionId, kind, name, colour, characterId, mediaId, region, adjustment, ops } = AddLayer.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId, width, height } = await lockVersion(ctx, versionId);
    const layers = await liveLayers(ctx, versionId);
    if (layers.length >= MAX_LAYERS)
      throw new PreconditionError(
        `A version has at most ${MAX_LAYERS} layers: delete one that is not needed, or flatten pictures into a new version.`,
      );
    const character = characterId ? await characterOf(ctx, characterId, projectId) : null;
    if (kind === "picture") await requirePicture(ctx, mediaId, { width, height });
    else if (mediaId) await requireReference(ctx, kind, mediaId);
    const [top] = await ctx.db
      .select({ position: max(masks.position) })
      .from(masks)
      .where(eq(masks.versionId, versionId));
    const id = newId("mask");
    const ofKind = layers.filter((layer) => layer.kind === kind).length;
    await ctx.db.insert(masks).values({
      ...{ id, teamId: ctx.teamId, projectId, versionId, width, height, kind },
      ...{ characterId: characterId ?? null, mediaId: mediaId ?? null, createdBy: ctx.actor.id },
      name: name ?? character?.name ?? `${kindNames[kind]} ${ofKind + 1}`,
      colour: colour ?? (kind === "region" ? (layerColours[ofKind % layerColours.length] ?? null) : null),
      region: kind === "region" ? (region ?? RegionSettings.parse({})) : null,
      adjustment: kind === "adjustment" ? (adjustment ?? neutralAdjustment) : null,
      position: (top?.position ?? 0) + 1,
    });
    // An adjustment is of the whole picture until something is painted away.
    const first =
      kind === "adjustment" && ops.length === 0 ? [{ id: newId("mask"), op: { kind: "fill" as const } }] : ops;
    if (first.length > 0) await appendMaskOps(ctx, { maskId: id, ops: first });
    await record(ctx, { verb: "added a layer", topic: "mask", id, projectId, data: { versionId, kind } });
    return { id };
  });
}

const kindNames = { region: "Region", protected: "Protected", picture: "Picture", adjustment: "Adjustment" } as const;

const characterOf = async (ctx: StudioContext, characterId: string, projectId: string) => {
  const [character] = await ctx.db
    .select({ name: characters.name })
    .from(characters)
    .where(and(eq(characters.id, characterId), eq(characters.teamId, ctx.teamId), eq(characters.projectId, projectId)));
  if (!character) throw new NotFoundError("The character");
  return character;
};

const requirePicture = async (
  ctx: StudioContext,
  mediaId: string | null | undefined,
  size: { width: number; height: number },
) => {
  if (!mediaId) throw new BadInputError("A picture layer needs its picture", "mediaId");
  const { width, height } = await mediaOf(ctx, mediaId);
  if (width !== size.width || height !== size.height)
    throw new BadInputError(
      `The picture is ${width} × ${height} pixels, this version ${size.width} × ${size.height}: bring it to that size first`,
      "mediaId",
    );
};

/** Of any size: a pass and the collage fit it. */
const requireReference = async (ctx: StudioContext, kind: LayerKind, mediaId: string) => {
  const { name, mime } = await mediaOf(ctx, mediaId);
  if (kind !== "region")
    throw new BadInputError("Only regions have a reference picture: choose a region, or add one.", "mediaId");
  if (isLightMime(mime)) throw notHere(name, mime);
};

export const UpdateLayer = z.object({
  maskId: idOf("mask"),
  name: displayName("The layer's name").optional(),
  visible: z.boolean().optional(),
  locked: z.boolean().optional(),
  colour: LayerColour.optional(),
  opacity: z.number().int().min(0).max(100).optional(),
  blend: BlendMode.optional(),
  characterId: idOf("character").nullable().optional(),
  mediaId: idOf("media").nullable().optional(),
  region: RegionSettings.optional(),
  adjustment: AdjustmentSettings.optional(),
});

/** Answers what was there before, which is the way back. */
export async function updateLayer(ctx: StudioContext, input: z.input<typeof UpdateLayer>) {
  requireMay(ctx, "paint masks");
  const { maskId, ...asked } = UpdateLayer.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const mask = await maskOrThrow(ctx, maskId, { lock: true });
    if (asked.region && mask.kind !== "region")
      throw new BadInputError(`“${mask.name}” is not a region: only regions have words and a weight`, "region");
    if (asked.adjustment && mask.kind !== "adjustment")
      throw new BadInputError(
        `“${mask.name}” is no adjustment: only adjustments have levels and a curve`,
        "adjustment",
      );
    if (asked.characterId) await characterOf(ctx, asked.characterId, mask.projectId);
    if (asked.mediaId !== undefined && mask.kind === "picture") await requirePicture(ctx, asked.mediaId, mask);
    else if (asked.mediaId) await requireReference(ctx, mask.kind, asked.mediaId);
    const fields = Object.keys(asked) as (keyof typeof asked)[];
    if (fields.length === 0) return { id: maskId, before: {} };
    const before = Object.fromEntries(fields.map((field) => [field, mask[field]]));
    await ctx.db
      .update(masks)
      .set({ ...asked, updatedBy: ctx.actor.id, updatedAt: sql`now()`, revision: sql`${masks.revision} + 1` })
      .where(eq(masks.id, maskId));
    announce(ctx, { topic: "mask", id: maskId, projectId: mask.projectId });
    return { id: maskId, before };
  });
}

export const OrderLayers = z.object({
  versionId: idOf("version"),
  maskIds: z.array(idOf("mask")).min(1).max(MAX_LAYERS),
});

/** From the bottom up. Layers that are not named, such as one somebody just added, stay above those that are. */
export async function orderLayers(ctx: StudioContext, input: z.input<typeof OrderLayers>) {
  requireMay(ctx, "paint masks");
  const { versionId, maskIds } = OrderLayers.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId } = await lockVersion(ctx, versionId);
    const before = (await liveLayers(ctx, versionId)).map(({ id }) => id);
    const known = new Set(before);
    if (maskIds.some((id) => !known.has(id))) throw new NotFoundError("A layer to be moved");
    const named = new Set(maskIds);
    const after = [...named, ...before.filter((id) => !named.has(id))];
    for (const [position, id] of after.entries()) await ctx.db.update(masks).set({ position }).where(eq(masks.id, id));
    for (const id of after) announce(ctx, { topic: "mask", id, projectId });
    return { versionId, before };
  });
}

export const NameLayer = z.object({ maskId: idOf("mask") });

/** The layer leaves the list; its log stays, and `restoreLayer` brings it back as it was. */
export async function deleteLayer(ctx: StudioContext, input: z.input<typeof NameLayer>) {
  requireMay(ctx, "paint masks");
  const { maskId } = NameLayer.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const mask = await maskOrThrow(ctx, maskId, { lock: true });
    if (mask.kind === "inpaint")
      throw new PreconditionError("Every version keeps its inpaint mask: clear it instead of deleting it.");
    await ctx.db
      .update(masks)
      .set({ deletedAt: sql`now()` })
      .where(and(eq(masks.id, maskId), isNull(masks.deletedAt)));
    await record(ctx, {
      ...{ verb: "deleted a layer", topic: "mask", id: maskId, projectId: mask.projectId },
      data: { versionId: mask.versionId, name: mask.name },
    });
    return { id: maskId };
  });
}

/** The undo of a deletion. */
export async function restoreLayer(ctx: StudioContext, input: z.input<typeof NameLayer>) {
  requireMay(ctx, "paint masks");
  const { maskId } = NameLayer.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const mask = await maskOrThrow(ctx, maskId, { lock: true });
    await ctx.db
      .update(masks)
      .set({ deletedAt: null })
      .where(and(eq(masks.id, maskId), isNotNull(masks.deletedAt)));
    await record(ctx, {
      ...{ verb: "brought back a layer", topic: "mask", id: maskId, projectId: mask.projectId },
      data: { versionId: mask.versionId, name: mask.name },
    });
    return { id: maskId };
  });
}
