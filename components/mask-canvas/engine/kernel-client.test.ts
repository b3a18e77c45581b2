import { expect, test } from "vitest";
import { pixelSha256 } from "@/contract/mask/hash";
import { applyPost } from "@/contract/mask/morph";
import { applyOp, drawOp } from "@/contract/mask/raster";
import { randomStroke, seeded } from "@/contract/mask/testing-fixtures";
import { TiledMask } from "@/contract/mask/tiles";
import { KernelClient, type KernelPort } from "./kernel-client";
import { KernelDesk, type KernelReply, type KernelRequest } from "./kernel-jobs";

/** The worker's desk in this process; everything crosses as a structured clone, as it would to a worker. */
function connected() {
  const sent: KernelRequest[] = [];
  const data = new Uint8ClampedArray(300 * 200 * 4).fill(255);
  data.fill(0, 0, 300 * 50 * 4);
  const desk = new KernelDesk(async (url) => {
    if (url === "/gone") throw new Error("The picture could not be read (404)");
    return { data, width: 300, height: 200 };
  });
  const port: KernelPort = {
    onmessage: null,
    onerror: null,
    terminate: () => {},
    postMessage: (request) => {
      const copy = structuredClone(request);
      sent.push(copy);
      const reply = (data: KernelReply) => port.onmessage?.({ data: structuredClone(data) });
      desk.run(copy).then(
        (answer) => reply({ id: copy.id, answer }),
        (cause: Error) => reply({ id: copy.id, problem: cause.message }),
      );
    },
  };
  return { client: new KernelClient(() => port), sent };
}
const painted = (seed: number) => {
  const mask = new TiledMask(1100, 900);
  for (let i = 0; i < 4; i++) applyOp(mask, { ...randomStroke(seeded(seed + i), 1100, 900), mode: "add" });
  return mask;
};

test("only tiles that changed travel, another document travels whole, and the hash is the page's own", async () => {
  const { client, sent } = connected();
  const mask = painted(1);
  const document = { key: "a", mask };
  expect(await client.ask(document, "hash", null)).toBe(await pixelSha256(mask));
  applyOp(mask, { kind: "rect", mode: "add", x: 40, y: 40, w: 90, h: 90 });
  expect(await client.ask(document, "hash", null)).toBe(await pixelSha256(mask));
  await client.ask(document, "hash", null);
  const other = { key: "b", mask: painted(9) };
  expect(await client.ask(other, "hash", null)).toBe(await pixelSha256(other.mask));
  expect(sent.map(({ update }) => update?.whole ?? null)).toEqual([true, false, null, true]);
  expect(sent[1]?.update?.tiles.map(([index]) => index)).toEqual([0]);
});

test("the stroke in progress is left out until it is kept", async () => {
  const { client } = connected();
  const mask = painted(2);
  const before = await pixelSha256(mask);
  mask.begin();
  drawOp(mask, { kind: "fill" });
  expect(await client.ask({ key: "a", mask }, "hash", null)).toBe(before);
  mask.end();
  expect(await client.ask({ key: "a", mask }, "hash", null)).toBe(await pixelSha256(mask));
});

test("the preview of a part at 100 % is the very mask a pass will use", async () => {
  const { client } = connected();
  const mask = painted(3);
  const post = { grow: 12, feather: 9, invert: false };
  const whole = applyPost(mask.flat(), 1100, 900, post);
  for (const rect of [
    { x: 300, y: 200, w: 400, h: 300 },
    { x: 0, y: 0, w: 1100, h: 900 },
    { x: 1000, y: 700, w: 100, h: 200 },
  ]) {
    const used = await client.ask({ key: "a", mask }, "used", { post, rect, level: 0, look: "bw" });
    expect(used.rect).toEqual(rect);
    for (let y = 0; y < rect.h; y += 7)
      for (let x = 0; x < rect.w; x += 5)
        expect(used.data[(y * rect.w + x) * 4]).toBe(whole[(rect.y + y) * 1100 + rect.x + x]);
  }
});

test("at a quarter the preview strays from the mask as used by no more than its coarser pixels", async () => {
  const { client } = connected();
  const mask = painted(4);
  const post = { grow: 16, feather: 24, invert: true };
  const whole = applyPost(mask.flat(), 1100, 900, post);
  const rect = { x: 0, y: 0, w: 1100, h: 900 };
  const used = await client.ask({ key: "a", mask }, "used", { post, rect, level: 2, look: "bw" });
  let worst = 0;
  for (let y = 0; y < used.height; y++)
    for (let x = 0; x < used.width; x++) {
      const exact = whole[Math.min(899, y * 4 + 2) * 1100 + Math.min(1099, x * 4 + 2)] ?? 0;
      worst = Math.max(worst, Math.abs((used.data[(y * used.width + x) * 4] ?? 0) - exact));
    }
  expect(worst).toBeLessThan(50);
});

test("a bucket answers with an op, and a picture that cannot be read says so and is asked for again", async () => {
  const { client } = connected();
  const document = { key: "a", mask: new TiledMask(300, 200) };
  const pour = { x: 10, y: 10, tolerance: 5, contiguous: true, mode: "add" } as const;
  await expect(client.ask(document, "flood", { ...pour, url: "/gone" })).rejects.toThrow("404");
  const op = await client.ask(document, "flood", { ...pour, url: "/picture" });
  applyOp(document.mask, op);
  expect([document.mask.valueAt(299, 49), document.mask.valueAt(0, 50)]).toEqual([255, 0]);
});
