import { expect, test } from "vitest";
import { code, displayName, slugOf, triggerWord } from "./names";

const name = displayName("The name");

test("a name loses control characters and direction overrides, keeps every script", () => {
  expect(name.parse("  Ma\u0000ra\u202e\tDuarte ")).toBe("Mara Duarte");
  expect(name.parse("مارا")).toBe("مارا");
  expect(name.parse("👩‍👧")).toBe("👩‍👧");
});

test("a name that is empty or too long says so", () => {
  expect(name.safeParse("\u202e \n").error?.issues[0]?.message).toBe("The name is empty: give it at least one letter");
  expect(name.safeParse("x".repeat(300)).error?.issues[0]?.message).toBe(
    "The name is longer than 120 characters: shorten it",
  );
});

test("a code is raised and holds only what file names bear", () => {
  expect(code("The code").parse(" sq010_sh0020 ")).toBe("SQ010_SH0020");
  for (const bad of ["SQ010-SH0020", "../x", "SQ 010", "__", ""])
    expect(code("The code").safeParse(bad).success).toBe(false);
});

test("a trigger word is one lower-case word", () => {
  expect(triggerWord.parse("Mara_LowTide")).toBe("mara_lowtide");
  expect(triggerWord.safeParse("two words").success).toBe(false);
});

test("a slug is plain letters, whatever the name", () => {
  expect(slugOf("Low Tide!")).toBe("low-tide");
  expect(slugOf("Ébène & Čaj")).toBe("ebene-caj");
  expect(slugOf("مارا")).toBe("untitled");
});
