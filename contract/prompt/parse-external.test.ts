import { expect, test } from "vitest";
import { isPlainPrompt, parseExternalPrompt } from "./parse-external";

test("takes the catalogue's own prompt apart, exactly (B59)", () => {
  const prompt =
    "photo portrait shot of a 30-year-old Elven woman, detailed skin, fine details, in a white room. 50mm camera lens --no necklace, earrings, jewelry --ar 4:5";
  expect(parseExternalPrompt(prompt)).toEqual({
    text: "photo portrait shot of a 30-year-old Elven woman, detailed skin, fine details, in a white room. 50mm camera lens",
    exclude: ["necklace", "earrings", "jewelry"],
    aspect: "4:5",
    characterReferences: [],
    other: [],
  });
});

test("keeps several references, every other parameter in order, and switches without a value", () => {
  const prompt =
    "4 angles of head, white room --cref https://a.example/1.png https://a.example/2.png --cw 100 --v 6.1 --tile --ar 1:1";
  expect(parseExternalPrompt(prompt)).toEqual({
    text: "4 angles of head, white room",
    exclude: [],
    aspect: "1:1",
    characterReferences: ["https://a.example/1.png", "https://a.example/2.png"],
    other: [
      { name: "cw", value: "100" },
      { name: "v", value: "6.1" },
      { name: "tile", value: "" },
    ],
  });
});

test("reads dashes a phone made, several --no, lines, and the command before it", () => {
  const prompt = "/imagine prompt: a keeper\nof the light —ar 16:9\n--no hat\n–no  scarf , ,rope";
  expect(parseExternalPrompt(prompt)).toMatchObject({
    text: "a keeper\nof the light",
    aspect: "16:9",
    exclude: ["hat", "scarf", "rope"],
  });
});

test("leaves hyphens inside words alone", () => {
  const parsed = parseExternalPrompt("state--of the art, x — y, 5-year-old, a --");
  expect(parsed.text).toBe("state--of the art, x — y, 5-year-old, a --");
  expect(isPlainPrompt(parsed)).toBe(true);
  expect(parseExternalPrompt("")).toMatchObject({ text: "", exclude: [] });
});
