import { expect, test } from "vitest";
import { readGlb } from "../../../contract/mesh/glb";
import { filmFile, meshFile } from "../../testing/fake-comfyui/files";
import { bareFilm, bareMesh } from "./bare-files";

const graph = { save: { class_type: "SaveVideo", inputs: { prompt: "a secret garden" } } };
const holdsWords = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).includes("secret garden");

test("a film keeps its length and its pictures and loses its words", () => {
  const given = filmFile(graph, 5);
  expect(holdsWords(given)).toBe(true);
  const bare = bareFilm(given);
  expect(bare?.length).toBe(given.length);
  expect(holdsWords(bare)).toBe(false);
  expect(Buffer.from(bare ?? []).subarray(-40)).toEqual(given.subarray(-40));
});

test("a mesh keeps its points and loses its words", () => {
  const given = meshFile(graph);
  expect(holdsWords(given)).toBe(true);
  const bare = bareMesh(given);
  expect(holdsWords(bare?.bytes)).toBe(false);
  expect(bare).toMatchObject({ points: 3, triangles: 1 });
  const bin = (file: Uint8Array) => Array.from(readGlb(file)?.bin ?? []);
  expect(bin(bare?.bytes ?? new Uint8Array())).toEqual(bin(given));
});

test.each([
  ["nothing", Buffer.alloc(0)],
  ["a page", Buffer.from("<html>sorry, no file here</html>")],
  ["a film cut off", filmFile(graph, 5).subarray(0, -7)],
])("%s is neither", (_, bytes) => {
  expect(bareFilm(bytes)).toBeUndefined();
  expect(bareMesh(bytes)).toBeUndefined();
});
