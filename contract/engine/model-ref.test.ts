import { expect, test } from "vitest";
import { findModel, modelRef, parseModelRef } from "./model-ref";
import { ModelFile } from "./report";

const hash = (digit: string) => digit.repeat(64);
const lora = (file: string, sha256: string | null = null) =>
  ModelFile.parse({ role: "lora", file, family: null, familyFrom: null, sha256, bytes: null });

test("a reference survives the way there and back", () => {
  expect(parseModelRef(modelRef(lora("a/b.safetensors", hash("a"))))).toEqual({
    file: "a/b.safetensors",
    sha256: hash("a"),
  });
  expect(parseModelRef("odd#name.safetensors")).toEqual({ file: "odd#name.safetensors", sha256: null });
});

test("a renamed file is found by its hash, another file of that name is not taken for it", () => {
  const models = [lora("new/mei.safetensors", hash("a")), lora("old/mei.safetensors", hash("b"))];
  expect(findModel(`old/mei.safetensors#${hash("a")}`, models)?.file).toBe("new/mei.safetensors");
  expect(findModel(`old/mei.safetensors#${hash("c")}`, models)).toBeUndefined();
});

test("slashes and folders of another system do not matter, two of one name do", () => {
  expect(findModel("cast/mei.safetensors", [lora("cast\\mei.safetensors")])?.file).toBe("cast\\mei.safetensors");
  expect(findModel("mei.safetensors", [lora("cast/Mei.safetensors")])?.file).toBe("cast/Mei.safetensors");
  expect(findModel("mei.safetensors", [lora("a/mei.safetensors"), lora("b/mei.safetensors")])).toBeUndefined();
});

test("a pinned file is taken by name where the node cannot see its hash", () => {
  expect(findModel(`mei.safetensors#${hash("a")}`, [lora("mei.safetensors")])?.file).toBe("mei.safetensors");
});
