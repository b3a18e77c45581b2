import { eq } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { pixelSha256 } from "@/contract/mask/hash";
import type { ClientOp } from "@/contract/mask/ops";
import { masks } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeMedia } from "@/db/testing/factories";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { appendMaskOps } from "./append-ops";
import { maskHistory } from "./history";
import { addLayer, deleteLayer, listLayers, orderLayers, restoreLayer, updateLayer } from "./layers";
import { drawMask, maskOrThrow } from "./log";
import { openLayer, openMask } from "./open";
import { listSnapshots, makeSnapshot, renameSnapshot, restoreSnapshot } from "./snapshots";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = asUser(db, world.team.id, world.owner);
  const other = asUser(db, world.team.id, world.artist, "artist");
  const versionId = world.version.id;
  const names = async () => (await listLayers(ctx, { versionId })).map(({ name }) => name);
  return { world, ctx, other, versionId, names };
};
const fill = (): ClientOp => ({ id: newId("mask"), op: { kind: "fill" } });

it("a version opened by two people at once has one inpaint mask", async () => {
  const { world, ctx, other } = await arrange();
  const opened = await Promise.all(
    [ctx, other, ctx, other].map((who) => openMask(who, { versionId: world.staged.id })),
  );
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
  expect(await db.$count(masks, eq(masks.versionId, world.staged.id))).toBe(1);
});

it("a region takes its character's name and the next colour, and keeps what it was given", async () => {
  const { world, ctx, versionId } = await arrange();
  const { id } = await addLayer(ctx, { versionId, kind: "region", characterId: world.character, ops: [fill()] });
  await addLayer(ctx, { versionId, kind: "region", name: "Sky", region: { background: true } });

  const [, , mara, sky] = await listLayers(ctx, { versionId });
  expect(mara).toMatchObject({
    id,
    name: "Mara",
    character: { code: "MARA" },
    region: { loraWeight: 0.8 },
    headSeq: 1,
  });
  expect(sky).toMatchObject({ name: "Sky", character: null, region: { background: true } });
  expect(new Set([mara?.colour, sky?.colour]).size).toBe(2);
  expect((await openLayer(ctx, { maskId: id })).ops).toHaveLength(1);
});

it("two layers added at once stand one above the other", async () => {
  const { ctx, other, versionId } = await arrange();
  await Promise.all(
    [ctx, other, ctx].map((who, n) => addLayer(who, { versionId, kind: "protected", name: `Eyes ${n}` })),
  );
  const positions = (await db.select({ at: masks.position }).from(masks).where(eq(masks.versionId, versionId))).map(
    ({ at }) => at,
  );
  expect(new Set(positions).size).toBe(positions.length);
});

it("order, name, lock and look change and answer the way back", async () => {
  const { world, ctx, versionId, names } = await arrange();
  const { id } = await addLayer(ctx, { versionId, kind: "protected", name: "Eyes" });
  const { before } = await orderLayers(ctx, { versionId, maskIds: [id, world.mask, world.region] });
  expect((await names())[0]).toBe("Eyes");
  await orderLayers(ctx, { versionId, maskIds: before });
  expect((await names())[2]).toBe("Eyes");

  const was = await updateLayer(ctx, { maskId: id, name: "Both eyes", locked: true });
  expect(was.before).toEqual({ name: "Eyes", locked: false });
  await expect(appendMaskOps(ctx, { maskId: id, ops: [fill()] })).rejects.toThrow("“Both eyes” is locked");
  await updateLayer(ctx, { maskId: id, ...was.before });
  await appendMaskOps(ctx, { maskId: id, ops: [fill()] });
});

it("a deleted layer leaves the list, keeps what was still on its way, and comes back whole", async () => {
  const { ctx, versionId, names } = await arrange();
  const { id } = await addLayer(ctx, { versionId, kind: "protected", name: "Eyes" });
  await deleteLayer(ctx, { maskId: id });
  expect(await names()).not.toContain("Eyes");
  await appendMaskOps(ctx, { maskId: id, ops: [fill()] });
  await restoreLayer(ctx, { maskId: id });
  expect(await names()).toContain("Eyes");
  expect((await drawMask(ctx, await maskOrThrow(ctx, id))).valueAt(3, 3)).toBe(255);
});

it("refuses what cannot be: the inpaint mask deleted, a picture of another size, a stranger, words for a mask", async () => {
  const { world, ctx, versionId } = await arrange();
  await expect(deleteLayer(ctx, { maskId: world.mask })).rejects.toThrow("clear it instead");
  const small = await makeMedia(db, world.team.id, { width: 32, height: 32 });
  await expect(addLayer(ctx, { versionId, kind: "picture", mediaId: small.id })).rejects.toThrow("32 × 32");
  await expect(addLayer(ctx, { versionId, kind: "picture" })).rejects.toThrow("needs its picture");
  await expect(updateLayer(ctx, { maskId: world.mask, region: { prompt: "x" } })).rejects.toThrow("not a region");
  const elsewhere = await makeWorld(db);
  await expect(addLayer(ctx, { versionId, kind: "region", characterId: elsewhere.character })).rejects.toThrow(
    "not found",
  );
});

it("history says who did what, newest first, page by page, and what was taken back", async () => {
  const { world, ctx, other } = await arrange();
  const first = fill();
  await appendMaskOps(ctx, { maskId: world.mask, ops: [first] });
  await appendMaskOps(other, { maskId: world.mask, ops: [{ id: newId("mask"), op: { kind: "invert" } }] });
  await appendMaskOps(ctx, {
    maskId: world.mask,
    ops: [{ id: newId("mask"), op: { kind: "undo", target: first.id } }],
  });

  const page = await maskHistory(ctx, { maskId: world.mask, limit: 2 });
  expect(page).toMatchObject([
    { seq: 3, kind: "undo", mine: true, target: first.id },
    { seq: 2, kind: "invert", mine: false, who: world.artist.name, undone: false },
  ]);
  expect(await maskHistory(ctx, { maskId: world.mask, cursor: 2 })).toMatchObject([{ seq: 1, undone: true }]);
});

it("a snapshot is restored as one op that undo takes back; nothing after it is lost", async () => {
  const { world, ctx } = await arrange();
  const { mask: maskId } = world;
  const hash = async () => pixelSha256(await drawMask(ctx, await maskOrThrow(ctx, maskId)));
  await appendMaskOps(ctx, {
    maskId,
    ops: [{ id: newId("mask"), op: { kind: "ellipse", mode: "add", x: 10, y: 12, w: 90, h: 70 } }],
  });
  const kept = await hash();
  const { id: snapshotId } = await makeSnapshot(ctx, { maskId, name: "Only the hole" });
  await appendMaskOps(ctx, { maskId, ops: [fill()] });
  const filled = await hash();

  const opId = newId("mask");
  await restoreSnapshot(ctx, { snapshotId, opId });
  await restoreSnapshot(ctx, { snapshotId, opId });
  expect(await hash()).toBe(kept);
  expect((await openLayer(ctx, { maskId })).headSeq).toBe(3);
  await appendMaskOps(ctx, { maskId, ops: [{ id: newId("mask"), op: { kind: "undo", target: opId } }] });
  expect(await hash()).toBe(filled);

  expect(await renameSnapshot(ctx, { snapshotId, name: "The hole" })).toMatchObject({ before: "Only the hole" });
  expect((await listSnapshots(ctx, { maskId })).map(({ name, seq }) => [name, seq])).toEqual([
    ["The hole", 1],
    ["First try", 0],
  ]);
});
