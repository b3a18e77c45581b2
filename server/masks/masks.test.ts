import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it, vi } from "vitest";
import { fromBase64 } from "@/contract/mask/codec/base64";
import { unpackMask } from "@/contract/mask/codec/pack";
import { decodePng } from "@/contract/mask/codec/png";
import { pixelSha256 } from "@/contract/mask/hash";
import type { ClientOp } from "@/contract/mask/ops";
import { replay } from "@/contract/mask/replay";
import { TiledMask } from "@/contract/mask/tiles";
import { maskCheckpoints, masks } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { stopDecoder } from "@/server/media/decoder";
import { localStorage } from "@/server/storage/local";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { appendMaskOps, setMaskPost } from "./append-ops";
import { addLayer, updateLayer } from "./layers";
import { maskOpsBefore, openMask } from "./open";
import { rasteriseMask } from "./rasterise";

const file = await createTestDatabase();
const { db } = file;
const data = await mkdtemp(path.join(os.tmpdir(), "backlot-masks-"));
vi.stubEnv("DATABASE_URL", file.url);
vi.stubEnv("BACKLOT_DATA", data);
vi.stubEnv("BACKLOT_SECRET", "a secret of the mask test, 32 characters or more");
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(data, { recursive: true, force: true });
});

const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = { ...asUser(db, world.team.id, world.owner), storage: localStorage(path.join(data, "media")) };
  return { world, ctx, maskId: world.mask };
};

const rect = (id: string, x: number, y = 0): ClientOp => ({
  id: `op-${id}-0000`,
  op: { kind: "rect", mode: "add", x: x * 4, y: y * 4, w: 16, h: 16 },
});
const seqsOf = async (maskId: string) =>
  (await db.select({ seq: maskCheckpoints.seq }).from(maskCheckpoints).where(eq(maskCheckpoints.maskId, maskId))).map(
    ({ seq }) => seq,
  );
const drawn = async (opened: Awaited<ReturnType<typeof openMask>>) =>
  pixelSha256(
    replay(
      opened.checkpoint ? await unpackMask(fromBase64(opened.checkpoint)) : new TiledMask(opened.width, opened.height),
      opened.ops,
    ),
  );

describe("a mask", () => {
  it("is made on first opening, exactly as large as its picture, and once", async () => {
    const { world, ctx } = await arrange();

    const [one, two] = [
      await openMask(ctx, { versionId: world.staged.id }),
      await openMask(ctx, { versionId: world.staged.id }),
    ];

    expect(one).toMatchObject({ width: 64, height: 48, headSeq: 0, ops: [] });
    expect(two.id).toBe(one.id);
  });

  it("keeps a batch once, however often it is sent", async () => {
    const { world, ctx, maskId } = await arrange();
    const ops = [rect("a", 1), rect("b", 8)];

    const first = await appendMaskOps(ctx, { maskId, ops });
    const again = await appendMaskOps(ctx, { maskId, ops: [...ops, rect("c", 16)] });

    expect(first.headSeq).toBe(2);
    expect(again.headSeq).toBe(3);
    expect(again.acknowledged.map((ack) => ack.seq).sort()).toEqual([1, 2, 3]);
    expect((await openMask(ctx, { versionId: world.version.id })).ops).toHaveLength(3);
  });

  it("gives two people who paint at once one order and the same pixels", async () => {
    const { world, ctx, maskId } = await arrange();
    const other = asUser(db, world.team.id, world.artist, "artist");

    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        appendMaskOps(n % 2 ? ctx : other, { maskId, ops: [rect(`p${n}`, n * 4, n)] }),
      ),
    );

    const opened = await openMask(ctx, { versionId: world.version.id });
    expect(opened.ops.map((op) => op.seq)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    expect(await drawn(opened)).toBe(await drawn(await openMask(other, { versionId: world.version.id })));
  });

  it("opens a long history from a near checkpoint with the pixels of the whole log", async () => {
    const { world, ctx, maskId } = await arrange();
    const ops = Array.from({ length: 1_000 }, (_, n) => rect(`l${n}`, (n * 7) % 60, (n * 5) % 44));
    const whole = await pixelSha256(replay(new TiledMask(64, 48), ops));

    for (let at = 0; at < ops.length; at += 25) await appendMaskOps(ctx, { maskId, ops: ops.slice(at, at + 25) });

    const opened = await openMask(ctx, { versionId: world.version.id });
    expect(opened.ops.length).toBeLessThan(64 + 25);
    expect(await drawn(opened)).toBe(whole);
    const kept = await seqsOf(maskId);
    expect(kept.filter((seq) => seq > 1_000 - 256).length).toBeGreaterThanOrEqual(3);
    expect(kept.length).toBeLessThan(8);

    // An undo that reaches back behind the checkpoint must not be lost.
    await appendMaskOps(ctx, {
      maskId,
      ops: [{ id: "undo-of-the-first", op: { kind: "undo", target: ops[0]?.id ?? "" } }],
    });
    const undone = await pixelSha256(replay(new TiledMask(64, 48), ops.slice(1)));
    expect(await drawn(await openMask(ctx, { versionId: world.version.id }))).toBe(undone);

    // What was drawn with the op it took back is gone; the next checkpoints are right again.
    const more = Array.from({ length: 70 }, (_, n) => rect(`m${n}`, (n * 11) % 60, (n * 3) % 44));
    await appendMaskOps(ctx, { maskId, ops: more });
    const last = await openMask(ctx, { versionId: world.version.id });
    expect(last.checkpointSeq).toBe(1_071);
    expect(await drawn(last)).toBe(await pixelSha256(replay(new TiledMask(64, 48), [...ops.slice(1), ...more])));
  });

  it("draws a checkpoint soon after ops that are dear to draw again", async () => {
    const { world, ctx, maskId } = await arrange();
    for (let n = 0; n < 5; n++)
      await appendMaskOps(ctx, { maskId, ops: [{ id: `op-inv-${n}00`, op: { kind: "invert" } }] });
    expect((await openMask(ctx, { versionId: world.version.id })).checkpointSeq).toBe(4);
  });

  it("shows the log before a number on an older checkpoint, for an undo that reaches further back", async () => {
    const { ctx, maskId } = await arrange();
    const ops = Array.from({ length: 700 }, (_, n) => rect(`b${n}`, (n * 7) % 60, (n * 5) % 44));
    for (let at = 0; at < ops.length; at += 50) await appendMaskOps(ctx, { maskId, ops: ops.slice(at, at + 50) });
    const { checkpoint, checkpointSeq, ops: between } = await maskOpsBefore(ctx, { maskId, seq: 650 });

    expect(checkpointSeq).toBeLessThanOrEqual(650 - 256);
    expect(between.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 650 - checkpointSeq }, (_, n) => checkpointSeq + n + 1),
    );
    const start = checkpoint ? await unpackMask(fromBase64(checkpoint)) : new TiledMask(64, 48);
    expect(await pixelSha256(replay(start, between))).toBe(
      await pixelSha256(replay(new TiledMask(64, 48), ops.slice(0, 650))),
    );
  });

  it("is handed to a pass as an 8-bit grey PNG of the picture's size, grown and feathered", async () => {
    const { ctx, maskId } = await arrange();
    await appendMaskOps(ctx, { maskId, ops: [rect("hole", 20, 20)] });
    await setMaskPost(ctx, { maskId, post: { grow: 3 } });

    const { sha256, pixelSha256: identity, seq } = await rasteriseMask(ctx, { maskId });

    const png = await decodePng(await readFile(await ctx.storage.localPath(sha256)));
    expect(seq).toBe(1);
    expect([png.width, png.height]).toEqual([64, 48]);
    expect(await pixelSha256(png.pixels)).toBe(identity);
    expect(png.pixels[22 * 64 + 22]).toBe(255);
    expect(png.pixels[22 * 64 + 18]).toBe(255);
    expect(png.pixels[22 * 64 + 10]).toBe(0);
  });

  it("never repaints what a protected layer holds, grown and feathered as they are", async () => {
    const { world, ctx, maskId } = await arrange();
    await appendMaskOps(ctx, { maskId, ops: [{ id: "op-fill-0000", op: { kind: "fill" } }] });
    const { id: eyes } = await addLayer(ctx, {
      versionId: world.version.id,
      kind: "protected",
      ops: [rect("eye", 20, 20)],
    });
    await setMaskPost(ctx, { maskId: eyes, post: { grow: 2 } });
    await updateLayer(ctx, { maskId: eyes, visible: false });

    const { sha256, protected: taken } = await rasteriseMask(ctx, { maskId });
    const { pixels } = await decodePng(await readFile(await ctx.storage.localPath(sha256)));

    expect(taken).toMatchObject([{ maskId: eyes, seq: 1 }]);
    expect([pixels[22 * 64 + 22], pixels[22 * 64 + 19], pixels[22 * 64 + 10]]).toEqual([0, 0, 255]);

    await appendMaskOps(ctx, { maskId: eyes, ops: [{ id: "op-fill-0001", op: { kind: "fill" } }] });
    await expect(rasteriseMask(ctx, { maskId })).rejects.toThrow("in protected areas");
  });

  it("says so when it is empty", async () => {
    const { ctx, maskId } = await arrange();

    await expect(rasteriseMask(ctx, { maskId })).rejects.toThrow("paint what should change");
  });

  it("refuses ops it cannot draw and keeps what it had", async () => {
    const { ctx, maskId } = await arrange();
    await appendMaskOps(ctx, { maskId, ops: [rect("kept", 1)] });

    const broken = {
      id: "op-broken-1",
      op: { kind: "rect", mode: "add", x: 0.5, y: 0, w: -4, h: 1 },
    } as unknown as ClientOp;
    await expect(appendMaskOps(ctx, { maskId, ops: [rect("fresh", 9), broken] })).rejects.toThrow();

    const [row] = await db.select().from(masks).where(eq(masks.id, maskId));
    expect(row?.headSeq).toBe(1);
  });
});
