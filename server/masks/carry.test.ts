import { eq } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { pixelSha256 } from "@/contract/mask/hash";
import type { ClientOp } from "@/contract/mask/ops";
import { masks, versionParents, versions } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeMedia, makeVersion } from "@/db/testing/factories";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { appendMaskOps } from "./append-ops";
import { carryLayers, carryOffer, dropCarried } from "./carry";
import { addLayer, listLayers, updateLayer } from "./layers";
import { drawMask, maskOrThrow } from "./log";
import { openMask } from "./open";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const soft = (x: number): ClientOp => ({
  id: newId("mask"),
  op: { kind: "ellipse", mode: "add", x: x * 4 + 1, y: 9, w: 60, h: 41 },
});

/** A version with a mask, a locked region of Mara and a protected area, and a version made from one made from it. */
const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = asUser(db, world.team.id, world.owner);
  await db.delete(masks).where(eq(masks.versionId, world.version.id));
  const fromVersionId = world.version.id;
  const between = await makeVersion(db, world.frame, { number: 7 });
  const next = await makeVersion(db, world.frame, { number: 8 });
  for (const { id } of [between, next])
    await db.update(versions).set({ mediaId: world.version.mediaId }).where(eq(versions.id, id));
  await db.insert(versionParents).values([
    { versionId: between.id, parentId: fromVersionId },
    { versionId: next.id, parentId: between.id },
  ]);
  const { id: inpaint } = await openMask(ctx, { versionId: fromVersionId });
  await appendMaskOps(ctx, { maskId: inpaint, ops: [soft(1), soft(9)] });
  const { id: region } = await addLayer(ctx, {
    ...{ versionId: fromVersionId, kind: "region", characterId: world.character, ops: [soft(3)] },
    region: { prompt: "in a raincoat" },
  });
  await updateLayer(ctx, { maskId: region, locked: true });
  const { id: eyes } = await addLayer(ctx, { versionId: fromVersionId, kind: "protected", ops: [soft(5)] });
  const pixels = async (maskId: string) => pixelSha256((await drawMask(ctx, await maskOrThrow(ctx, maskId))).flat());
  return { world, ctx, fromVersionId, versionId: next.id, ids: { inpaint, region, eyes }, pixels };
};

it("regions, protected areas and the mask come along to the pixel, with what they were told", async () => {
  const { world, ctx, fromVersionId, versionId, ids, pixels } = await arrange();
  expect(await carryOffer(ctx, { versionId })).toMatchObject({
    ...{ fromVersionId, blocked: null },
    layers: [{ kind: "inpaint" }, { kind: "region", name: "Mara" }, { kind: "protected" }],
  });
  await carryLayers(ctx, { versionId, fromVersionId });
  const [mask, mara, eyes, ...more] = await listLayers(ctx, { versionId });
  expect(more).toEqual([]);
  expect(mara).toMatchObject({ kind: "region", locked: true, characterId: world.character });
  expect(mara?.region).toMatchObject({ prompt: "in a raincoat" });
  expect(eyes).toMatchObject({ kind: "protected", locked: false });
  expect(await pixels(mask?.id ?? "")).toBe(await pixels(ids.inpaint));
  expect(await pixels(mara?.id ?? "")).toBe(await pixels(ids.region));
  expect(await pixels(eyes?.id ?? "")).toBe(await pixels(ids.eyes));
  expect(await listLayers(ctx, { versionId: fromVersionId })).toHaveLength(3);

  expect(await carryOffer(ctx, { versionId })).toBeNull();
  await expect(carryLayers(ctx, { versionId, fromVersionId })).rejects.toThrow(
    "has regions or protected areas already",
  );
});

it("one undo takes all of it back, also when asked twice; what was painted since stays", async () => {
  const { world, ctx, fromVersionId, versionId, pixels } = await arrange();
  const made = await carryLayers(ctx, { versionId, fromVersionId });
  const { id } = await openMask(ctx, { versionId });
  await appendMaskOps(ctx, { maskId: id, ops: [soft(20)] });
  await dropCarried(ctx, made);
  await dropCarried(ctx, made);
  expect((await listLayers(ctx, { versionId })).map(({ kind }) => kind)).toEqual(["inpaint"]);
  expect((await openMask(ctx, { versionId })).headSeq).toBe(3);
  const alone = await openMask(ctx, { versionId: world.staged.id });
  await appendMaskOps(ctx, { maskId: alone.id, ops: [soft(20)] });
  expect(await pixels(id)).toBe(await pixels(alone.id));
});

it("a mask that is painted on is left alone, and so is one of another size", async () => {
  const { world, ctx, fromVersionId, versionId, pixels } = await arrange();
  const { id } = await openMask(ctx, { versionId });
  await appendMaskOps(ctx, { maskId: id, ops: [soft(40)] });
  const before = await pixels(id);
  const offer = await carryOffer(ctx, { versionId });
  expect(offer?.layers.map(({ kind }) => kind)).toEqual(["region", "protected"]);
  const made = await carryLayers(ctx, { versionId, fromVersionId });
  expect(made).toMatchObject({ opId: null });
  expect(await pixels(id)).toBe(before);

  const wide = await makeMedia(db, world.team.id, { width: 999, height: 100 });
  const other = await makeVersion(db, world.frame, { number: 9 });
  await db.update(versions).set({ mediaId: wide.id }).where(eq(versions.id, other.id));
  await db.insert(versionParents).values({ versionId: other.id, parentId: fromVersionId });
  expect((await carryOffer(ctx, { versionId: other.id }))?.blocked).toContain("this version 999 × 100");
  await expect(carryLayers(ctx, { versionId: other.id, fromVersionId })).rejects.toThrow("only at one size");
});

it("nothing comes from another frame", async () => {
  const { ctx, versionId } = await arrange();
  const other = await arrange();
  await expect(carryLayers(ctx, { versionId, fromVersionId: other.fromVersionId })).rejects.toThrow();
});
