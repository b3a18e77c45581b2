import { describe, expect, it } from "vitest";
import { buildPrompt, type PromptCharacter, triggerWarning } from "./build";
import { identityPhrase, readIdentity } from "./identity";
import { holdsWord, insertPhrase } from "./join";
import { defaultNegative } from "./negative";
import { builtInSnippets } from "./snippets";
import { weigh } from "./weights";

const nobody: PromptCharacter = {
  name: "Manuel",
  triggerWord: null,
  ...{ age: "", gender: "", ethnicity: "", mustHave: [], mustNot: [], nameInPrompt: false, promptName: "" },
  fragments: {},
  negative: null,
};

describe("the prompt builder", () => {
  it("writes character, expression, pose, action, setting in that order, whatever order they were given in", () => {
    const { positive } = buildPrompt({
      ...nobody,
      age: "30",
      gender: "woman",
      fragments: {
        setting: "courtyard of a Roman villa",
        action: "pouring wine",
        pose: "leaning on a column",
        expression: "(flirty smile)",
        character: "wearing a white toga",
      },
    });
    expect(positive).toBe(
      "30-year-old woman, wearing a white toga, (flirty smile), leaning on a column, pouring wine, courtyard of a Roman villa",
    );
  });

  it("puts age, ethnicity and gender as one phrase (B38)", () => {
    expect(identityPhrase({ age: "20", gender: "man", ethnicity: "Spanish" })).toBe("20-year-old Spanish man");
    expect(identityPhrase({ age: "ageless", gender: "", ethnicity: "Elven" })).toBe("ageless Elven");
    expect(buildPrompt({ ...nobody, age: "20" }).warnings[0]?.text).toBe(
      "No gender and ethnicity given: a model will choose, anew in every picture.",
    );
  });

  it("begins with the trigger word, once", () => {
    const manuel = { ...nobody, triggerWord: "manuel_character", age: "20", gender: "man", ethnicity: "Spanish" };
    expect(buildPrompt(manuel).positive).toBe("manuel_character, 20-year-old Spanish man");
    const own = { ...manuel, fragments: { character: "photo of Manuel_Character in armour" } };
    expect(buildPrompt(own).positive).toBe("20-year-old Spanish man, photo of Manuel_Character in armour");
  });

  it("names the character only when somebody asked for it (B39)", () => {
    const manuel = { ...nobody, triggerWord: "mnl", promptName: "Manuel Sanchez" };
    expect(buildPrompt(manuel).positive).toBe("mnl");
    expect(buildPrompt({ ...manuel, nameInPrompt: true }).positive).toBe("mnl, Manuel Sanchez");
    expect(buildPrompt({ ...manuel, nameInPrompt: true, promptName: "" }).positive).toBe("mnl, Manuel");
  });

  it("turns must-haves into prompt and must-nots into negative (B43)", () => {
    const built = buildPrompt({ ...nobody, gender: "man", mustHave: ["goatee"], mustNot: ["beard", "lipstick"] });
    expect(built.positive).toBe("man, goatee");
    expect(built.negative).toBe(
      "cartoon, painting, illustration, (worst quality, low quality, normal quality:2), necklace, lipstick, beard",
    );
    const both = buildPrompt({ ...nobody, mustHave: ["Beard"], mustNot: ["beard"] });
    expect(both.warnings.map(({ id }) => id)).toContain("both-lists");
  });

  it("takes the character's negative, else the project's, else the built-in one, letter for letter (B23)", () => {
    expect(buildPrompt(nobody).negative).toBe(
      "cartoon, painting, illustration, (worst quality, low quality, normal quality:2), necklace, lipstick",
    );
    expect(buildPrompt(nobody, "hat").negative).toBe("hat");
    expect(buildPrompt({ ...nobody, negative: "" }, "hat").negative).toBe("");
    expect(weigh(defaultNegative).runs.map(({ weight }) => weight)).toEqual([1, 2, 1]);
  });

  it("warns of a prompt without the trigger word (A5)", () => {
    expect(triggerWarning("an office worker at a desk", "dave_character")?.text).toMatch(/dave_character is missing/);
    expect(triggerWarning("dave_character, male office worker", "dave_character")).toBeUndefined();
    expect(triggerWarning("anybody", null)).toBeUndefined();
    expect(holdsWord("dave_character, at a desk", "dave")).toBe(false);
  });
});

describe("snippets", () => {
  it("hold less gloss as the guide writes it (B65)", () => {
    const gloss = builtInSnippets.find(({ id }) => id === "less-gloss");
    expect(insertPhrase("20-year-old Spanish man, ", gloss?.positive ?? "")).toBe(
      "20-year-old Spanish man, matte skin, (natural skin), (soft lighting)",
    );
    expect(insertPhrase("", gloss?.negative ?? "")).toBe("(glossy skin), (oily skin)");
  });

  it("are inserted once", () => {
    const once = insertPhrase("a face", "matte skin");
    expect(insertPhrase(once, "matte skin")).toBe(once);
  });
});

describe("a start in words", () => {
  it.each([
    [
      "a 35-year-old male office worker with short brown hair",
      { age: "35", gender: "male", ethnicity: "", rest: "office worker with short brown hair" },
    ],
    ["20-year-old Spanish man", { age: "20", gender: "man", ethnicity: "Spanish", rest: "" }],
    [
      "A 30 year old Elven woman, detailed skin",
      { age: "30", gender: "woman", ethnicity: "Elven", rest: "detailed skin" },
    ],
    ["a lamplighter in a coat", { age: "", gender: "", ethnicity: "", rest: "a lamplighter in a coat" }],
    ["a 40-year-old manager", { age: "40", gender: "", ethnicity: "", rest: "manager" }],
  ])("is read: %s", (text, expected) => {
    expect(readIdentity(text)).toEqual(expected);
  });
});
