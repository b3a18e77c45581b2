import { expect, test } from "vitest";
import { glbHeadBytes, looksLikeGlb, readGlb, sizeOfMesh, writeGlb } from "./glb";

const json = {
  asset: { version: "2.0", extras: { prompt: "secret" } },
  accessors: [{ count: 4 }, { count: 6 }],
  meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
};

test("what is written is read again, padded to whole words", () => {
  const bytes = writeGlb({ json, bin: new Uint8Array([1, 2, 3, 4, 5]) });
  expect(bytes.length % 4).toBe(0);
  const read = readGlb(bytes);
  expect(read?.json).toEqual(json);
  expect(Array.from(read?.bin ?? [])).toEqual([1, 2, 3, 4, 5, 0, 0, 0]);
  expect(sizeOfMesh({ json, bin: undefined })).toEqual({ points: 4, triangles: 2 });
});

test("a head of another kind, version or length is none; nor is a file that was cut off", () => {
  const bytes = writeGlb({ json, bin: undefined });
  const head = bytes.slice(0, glbHeadBytes);
  expect(looksLikeGlb(head, bytes.length)).toBe(true);
  expect(looksLikeGlb(head, bytes.length + 1)).toBe(false);
  expect(looksLikeGlb(head.slice(0, 12), bytes.length)).toBe(false);
  const older = head.slice();
  older[4] = 1;
  expect(looksLikeGlb(older, bytes.length)).toBe(false);
  expect(readGlb(bytes.subarray(0, bytes.length - 4))).toBeUndefined();
  expect(readGlb(new TextEncoder().encode("<html>not a mesh at all</html>"))).toBeUndefined();
});

test("points and triangles of strange files are numbers", () => {
  expect(sizeOfMesh({ json: { meshes: "no" }, bin: undefined })).toEqual({ points: 0, triangles: 0 });
  expect(sizeOfMesh({ json: { meshes: [{ primitives: [{ mode: 1 }] }] }, bin: undefined }).triangles).toBe(0);
});
