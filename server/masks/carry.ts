import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { MAX_LAYERS } from "@/contract/mask/layer-kinds";
import { rasterOfMask } from "@/contract/mask/raster-op";
import { undoneIds } from "@/contract/mask/replay";
import { masks, versionParents } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { BadInputError, PreconditionError } from "@/server/errors";
import { mediaOf } from "@/server/media/media-of";
import { versionOrThrow } from "@/server/storyboard/access";
import { appendMaskOps } from "./append-ops";
import { liveLayers } from "./layers";
import { drawMask, type MaskRow, opsAfter } from "./log";
import { lockVersion, openMask } from "./open";

/** How many versions back layers are looked for. */
const GENERATIONS = 8;

/** What goes along: who is where and what is kept stays true of the next picture. A picture layer was laid over the old one. */
const carried = ({ kind, headSeq }: MaskRow): boolean =>
  kind === "region" || kind === "protected" || (kind === "inpaint" && headSeq > 0);

const isArea = ({ kind }: MaskRow): boolean => kind === "region" || kind === "protected";

export const CarryOffer = z.object({ versionId: idOf("version") });

/**
 * The nearest version this one was made from that has layers to bring along, while this one has no region and no protected
 * area of its own; null when there is nothing to offer. `blocked` says why it cannot be done.
 */
export async function carryOffer(ctx: StudioContext, input: z.input<typeof CarryOffer>) {
  requireMay(ctx, "paint masks");
  const { versionId } = CarryOffer.parse(input);
  const version = await versionOrThrow(ctx, versionId);
  const own = await liveLayers(ctx, versionId);
  if (own.some(isArea)) return null;
  const painted = own.some(({ kind, headSeq }) => kind === "inpaint" && headSeq > 0);
  for (const fromVersionId of await ancestors(ctx, versionId)) {
    const found = (await liveLayers(ctx, fromVersionId)).filter(
      (layer) => carried(layer) && !(painted && layer.kind === "inpaint"),
    );
    if (found.length === 0) continue;
    const { number } = await versionOrThrow(ctx, fromVersionId);
    const { width, height } = await mediaOf(ctx, version.mediaId);
    const [first] = found;
    const fits = first?.width === width && first?.height === height;
    return {
      ...{ fromVersionId, number, layers: found.map(({ name, kind }) => ({ name, kind })) },
      blocked: fits
        ? null
        : `The layers are ${first?.width} × ${first?.height} pixels, this version ${width} × ${height}`,
    };
  }
  return null;
}

/** The chain of pictures a version was made from, the nearest first. */
async function ancestors(ctx: StudioContext, versionId: string): Promise<string[]> {
  const out: string[] = [];
  for (let at: string | undefined = versionId; at !== undefined && out.length < GENERATIONS; at = out.at(-1)) {
    const [row] = await ctx.db
      .select({ parentId: versionParents.parentId })
      .from(versionParents)
      .where(and(eq(versionParents.versionId, at), eq(versionParents.slot, "image")))
      .limit(1);
    if (!row || row.parentId === versionId || out.includes(row.parentId)) break;
    out.push(row.parentId);
  }
  return out;
}

export const CarryLayers = z.object({ versionId: idOf("version"), fromVersionId: idOf("version") });

/**
 * Regions, protected areas and the painted mask of another version of the frame come to this one, each as one op of a new
 * log with its settings; the mask only into an empty one. The answer is what `dropCarried` takes back.
 */
export async function carryLayers(ctx: StudioContext, input: z.input<typeof CarryLayers>) {
  requireMay(ctx, "paint masks");
  const { versionId, fromVersionId } = CarryLayers.parse(input);
  const [version, from] = [await versionOrThrow(ctx, versionId), await versionOrThrow(ctx, fromVersionId)];
  if (from.frameId !== version.frameId || from.id === version.id)
    throw new BadInputError("Layers come from another version of the same frame.", "fromVersionId");
  const source = (await liveLayers(ctx, fromVersionId)).filter(carried);
  if (source.length === 0) throw new PreconditionError("That version has no layers to bring along.");
  const inpaintId = source.some(({ kind }) => kind === "inpaint") ? (await openMask(ctx, { versionId })).id : null;
  return withTransaction(ctx, async (ctx) => {
    const { projectId, width, height } = await lockVersion(ctx, versionId);
    const other = source.find((layer) => layer.width !== width || layer.height !== height);
    if (other)
      throw new PreconditionError(
        `“${other.name}” is ${other.width} × ${other.height} pixels, this version ${width} × ${height}: layers go along only at one size.`,
      );
    const own = await liveLayers(ctx, versionId);
    if (own.some(isArea))
      throw new PreconditionError("This version has regions or protected areas already: delete them first.");
    if (own.length + source.length > MAX_LAYERS)
      throw new PreconditionError(`A version has at most ${MAX_LAYERS} layers: flatten or delete some first.`);
    let top = Math.max(0, ...own.map(({ position }) => position));
    const maskIds: string[] = [];
    let opId: string | null = null;
    for (const layer of source) {
      const op = rasterOfMask(await drawMask(ctx, layer, layer.headSeq), "add");
      const id = newId("mask");
      const ops = op ? [{ id: newId("mask"), op }] : [];
      if (layer.kind === "inpaint") {
        const empty = own.find((one) => one.id === inpaintId && one.headSeq === 0);
        if (!empty || !ops[0]) continue;
        opId = ops[0].id;
        await ctx.db.update(masks).set({ post: layer.post }).where(eq(masks.id, empty.id));
        await appendMaskOps(ctx, { maskId: empty.id, ops });
        continue;
      }
      const { name, kind, visible, colour, characterId, mediaId, region, post } = layer;
      await ctx.db.insert(masks).values({
        ...{ id, teamId: ctx.teamId, projectId, versionId, width, height, createdBy: ctx.actor.id, position: ++top },
        ...{ name, kind, visible, colour, characterId, mediaId, region, post },
      });
      if (ops.length > 0) await appendMaskOps(ctx, { maskId: id, ops });
      // Locked only now: a locked layer takes no op.
      if (layer.locked) await ctx.db.update(masks).set({ locked: true }).where(eq(masks.id, id));
      maskIds.push(id);
    }
    await record(ctx, {
      ...{ verb: "brought layers along", topic: "mask", id: maskIds[0] ?? inpaintId ?? versionId, projectId },
      data: { versionId, fromVersionId, layers: maskIds.length + (opId ? 1 : 0) },
    });
    return { versionId, maskIds, opId };
  });
}

export const DropCarried = z.object({
  versionId: idOf("version"),
  maskIds: z.array(idOf("mask")).max(MAX_LAYERS),
  opId: z.string().min(8).max(64).nullable(),
});

/** The undo of `carryLayers`: its layers leave the list (their logs stay), and the mask loses what was brought. */
export async function dropCarried(ctx: StudioContext, input: z.input<typeof DropCarried>) {
  requireMay(ctx, "paint masks");
  const { versionId, maskIds, opId } = DropCarried.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId } = await lockVersion(ctx, versionId);
    const own = await liveLayers(ctx, versionId);
    const gone = own.filter((layer) => isArea(layer) && maskIds.includes(layer.id)).map(({ id }) => id);
    if (gone.length > 0)
      await ctx.db
        .update(masks)
        .set({ deletedAt: sql`now()` })
        .where(and(inArray(masks.id, gone), isNull(masks.deletedAt)));
    const inpaint = own.find(({ kind }) => kind === "inpaint");
    if (opId && inpaint) {
      const log = await opsAfter(ctx, inpaint.id, 0);
      if (log.some(({ id }) => id === opId) && !undoneIds(log).has(opId))
        await appendMaskOps(ctx, {
          maskId: inpaint.id,
          ops: [{ id: newId("mask"), op: { kind: "undo", target: opId } }],
        });
    }
    await record(ctx, {
      ...{ verb: "took back layers brought along", topic: "mask", id: gone[0] ?? inpaint?.id ?? versionId, projectId },
      data: { versionId },
    });
    return { versionId };
  });
}
