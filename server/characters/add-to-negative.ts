import { z } from "zod";
import { idOf } from "@/contract/ids";
import { longText } from "@/contract/names";
import { insertPhrase } from "@/contract/prompt/join";
import { defaultNegative } from "@/contract/prompt/negative";
import { requireMay, type StudioContext, withTransaction } from "@/server/context";
import { projectOrThrow } from "@/server/projects/access";
import { updateProject } from "@/server/projects/update";
import { characterOrThrow } from "./access";
import { updateCharacter } from "./update";

export const AddToNegative = z.object({
  phrase: longText("The phrase", 300).pipe(z.string().min(1, { error: "The phrase is empty: name what to avoid" })),
  projectId: idOf("project"),
  /** Left out: for every prompt of the project, which a manager decides. */
  characterId: idOf("character").optional(),
});
export type AddToNegative = z.input<typeof AddToNegative>;

/**
 * One more thing to avoid (B24), at the end of what a character or the project avoids now. A character without words of
 * its own gets the project's with it. Answers the negative before, for the way back; null is the inherited one.
 */
export async function addToNegative(ctx: StudioContext, input: AddToNegative) {
  requireMay(ctx, "edit characters and environments");
  const { phrase, projectId, characterId } = AddToNegative.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const project = await projectOrThrow(ctx, projectId);
    const inherited = project.defaultNegative ?? defaultNegative;
    if (characterId === undefined) {
      await updateProject(ctx, { projectId, defaultNegative: insertPhrase(inherited, phrase) });
      return { before: project.defaultNegative };
    }
    const { negative } = await characterOrThrow(ctx, characterId, { lock: true });
    await updateCharacter(ctx, { characterId, negative: insertPhrase(negative ?? inherited, phrase) });
    return { before: negative };
  });
}
