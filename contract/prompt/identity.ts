/** Free text each: a number, "ageless" or nothing. */
export type Identity = { age: string; gender: string; ethnicity: string };

/** Why the three are asked for, for the card and the warning (B38). */
export const identityReason =
  "A model that is not told age, gender and ethnicity chooses them anew in every picture, and the character drifts.";

/** "20-year-old Spanish man" of 20, man and Spanish. What is missing is left out. */
export const identityPhrase = ({ age, gender, ethnicity }: Identity): string =>
  [/^\d{1,3}([-–]\d{1,3})?$/.test(age.trim()) ? `${age.trim()}-year-old` : age.trim(), ethnicity.trim(), gender.trim()]
    .filter((part) => part !== "")
    .join(" ");

/** Which of the three are empty, in the order they are asked for. */
export const missingIdentity = (identity: Identity): (keyof Identity)[] =>
  (["age", "gender", "ethnicity"] as const).filter((field) => identity[field].trim() === "");

const genders = "man|woman|boy|girl|male|female|person|child";
// No flag i: a people's name is told by its capital.
const start = new RegExp(
  `^(?:[Aa]n?\\s+)?(\\d{1,3})[- ]years?[- ]old\\s+((?:\\p{Lu}[\\p{L}-]*\\s+)*)(?:(${genders})(?![\\p{L}-]),?\\s*)?(.*)$`,
  "su",
);

/**
 * The identity a description begins with: "a 35-year-old male office worker with short brown hair" → 35, male, and
 * "office worker with short brown hair" as the rest. A text that begins otherwise is all rest.
 */
export const readIdentity = (text: string): Identity & { rest: string } => {
  const [, age = "", ethnicity = "", gender = "", rest = text.trim()] = start.exec(text.trim()) ?? [];
  return { age, gender, ethnicity: ethnicity.trim(), rest };
};
