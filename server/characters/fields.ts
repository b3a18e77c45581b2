import { z } from "zod";
import { code, displayName, longText, triggerWord } from "@/contract/names";
import { promptSlots } from "@/contract/prompt/slots";

/** One line, possibly empty. */
const line = (what: string, max: number) =>
  z
    .string()
    .transform((text) => text.normalize("NFC").replace(/\s+/g, " ").trim())
    .pipe(z.string().max(max, { error: `${what} is longer than ${max} characters: shorten it` }));

/** Lines in an order; empty ones and repetitions fall out. */
const lines = (what: string, max: number) =>
  z
    .array(line(`A line of ${what}`, max))
    .max(40, { error: `${what} holds at most 40 lines: take some out` })
    .transform((all) => [...new Set(all.filter((text) => text !== ""))]);

const fragment = longText("A part of the prompt", 2000);

/** What a person may say of a character, field by field. */
export const characterFields = {
  name: displayName("The character's name"),
  code: code("The character's code").optional(),
  tier: z.enum(["lead", "support", "extra"]),
  description: longText("The description", 5000),
  triggerWord: triggerWord.nullable(),
  age: line("The age", 40),
  gender: line("The gender", 60),
  ethnicity: line("The ethnicity", 80),
  mustHave: lines("the must-haves", 200),
  mustNot: lines("the must-nots", 200),
  nameInPrompt: z.boolean(),
  promptName: line("The name in the prompt", 120),
  fragments: z.object(
    Object.fromEntries(promptSlots.map((slot) => [slot, fragment.optional()])) as Record<
      (typeof promptSlots)[number],
      z.ZodOptional<typeof fragment>
    >,
  ),
  negative: longText("The negative", 2000).nullable(),
  dos: lines("the dos", 300),
  donts: lines("the don'ts", 300),
  palette: z
    .array(
      z.object({
        hex: z
          .string()
          .transform((text) => text.toLowerCase())
          .pipe(z.string().regex(/^#[0-9a-f]{6}$/, { error: "A colour is # and six hex digits, like #c0392b" })),
        name: line("A colour's name", 60),
      }),
    )
    .max(24, { error: "A palette holds at most 24 colours: take some out" }),
  heightCm: z
    .number()
    .int({ error: "The height is a whole number of centimetres" })
    .min(1, { error: "The height is at least 1 cm" })
    .max(5000, { error: "The height is at most 5000 cm" })
    .nullable(),
  voice: z.object({ description: longText("The voice", 2000).optional() }),
};
