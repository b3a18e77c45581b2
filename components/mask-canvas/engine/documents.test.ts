import { expect, test } from "vitest";
import type { ClientOp, DrawOp } from "@/contract/mask/ops";
import type { DocumentOptions } from "./document-options";
import { Documents } from "./documents";

const rect = (x: number): DrawOp => ({ kind: "rect", mode: "add", x: x * 4, y: 40, w: 400, h: 400 });

async function opened() {
  const sent = new Map<string, ClientOp[]>();
  const seen: string[] = [];
  const options = (documentKey: string): DocumentOptions => ({
    documentKey,
    checkpoint: null,
    ops: [],
    send: async (batch) => {
      sent.set(documentKey, [...(sent.get(documentKey) ?? []), ...batch]);
      return { headSeq: sent.get(documentKey)?.length ?? 0 };
    },
  });
  const documents = await Documents.start(
    { ...options("mask"), image: { url: "", width: 600, height: 400 }, actorId: "mei" },
    { settle: () => seen.push("settle"), arranged: () => seen.push("arranged"), changed: () => {} },
  );
  return { documents, options, sent, seen };
}

test("what is painted goes to the document that is active, and each has its own undo", async () => {
  const { documents, options, sent } = await opened();
  const region = await documents.open(options("region"));
  documents.active.commit(rect(10));
  documents.activate("region");
  documents.active.commit(rect(20));
  documents.active.commit(rect(30));
  documents.active.undo();
  await documents.flush();

  expect(documents.get("mask")?.history.length).toBe(1);
  expect(region.history.length).toBe(3);
  expect(documents.get("mask")?.mask.valueAt(15, 50)).toBe(255);
  expect(region.mask.valueAt(15, 50)).toBe(0);
  expect([...sent].map(([key, ops]) => [key, ops.length])).toEqual([
    ["mask", 1],
    ["region", 3],
  ]);
});

test("the stroke in progress is kept before another document becomes active", async () => {
  const { documents, options, seen } = await opened();
  await documents.open(options("region"));
  seen.length = 0;
  documents.activate("region");
  expect(seen).toEqual(["settle", "arranged"]);
  documents.activate("region");
  expect(seen).toHaveLength(2);
});

test("closing the active document makes its neighbour active; the last one stays", async () => {
  const { documents, options } = await opened();
  await documents.open(options("a"));
  await documents.open(options("b"));
  documents.activate("a");
  documents.close("a");
  expect(documents.active.key).toBe("mask");
  documents.close("mask");
  expect(documents.active.key).toBe("b");
  expect(() => documents.close("b")).toThrow("stays open");
  expect(() => documents.activate("a")).toThrow("No mask a is open");
});

test("the view draws bottom to top with the active document last", async () => {
  const { documents, options } = await opened();
  await documents.open(options("a"), { colour: [1, 2, 3] });
  await documents.open(options("b"), { visible: false });
  documents.arrange(["b", "a"]);
  expect(documents.keys).toEqual(["b", "a", "mask"]);
  documents.activate("b");
  expect(documents.looks().map(({ colour, visible, active }) => ({ red: colour[0], visible, active }))).toEqual([
    { red: 1, visible: true, active: false },
    { red: 0xf2, visible: true, active: false },
    { red: 0xf2, visible: false, active: true },
  ]);
});

test("a document of another size is refused", async () => {
  const { documents, options } = await opened();
  const { packMask } = await import("@/contract/mask/codec/pack");
  const { TiledMask } = await import("@/contract/mask/tiles");
  const checkpoint = await packMask(new TiledMask(300, 400));
  await expect(documents.open({ ...options("x"), checkpoint })).rejects.toThrow("300 x 400");
});
