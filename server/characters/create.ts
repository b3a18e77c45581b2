import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { code, displayName, longText, slugOf, triggerWord } from "@/contract/names";
import { characters, packages } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { record, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { projectOrThrow } from "@/server/projects/access";

export const characterFields = {
  name: displayName("The character's name"),
  code: code("The character's code").optional(),
  tier: z.enum(["lead", "support", "extra"]),
  description: longText("The description", 5000),
  triggerWord: triggerWord.nullable(),
};
export const CreateCharacter = z.object({
  projectId: idOf("project"),
  ...characterFields,
  tier: characterFields.tier.default("support"),
  description: characterFields.description.default(""),
  triggerWord: characterFields.triggerWord.default(null),
});
export type CreateCharacter = z.input<typeof CreateCharacter>;

export const characterConflicts = {
  characters_project_code: ["Another character of this project has this code already", "code"],
  characters_project_trigger: [
    "Another character of this project has this trigger word already. A word summons one character: choose another",
    "triggerWord",
  ],
} as const;

/** A character and the empty package of its first outfit. The code defaults to the name in capitals. */
export async function createCharacter(ctx: StudioContext, input: CreateCharacter) {
  requireMay(ctx, "edit characters and environments");
  const { projectId, code: given, ...values } = CreateCharacter.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const id = newId("character");
    const codeOfName = slugOf(values.name).toUpperCase().replaceAll("-", "_").slice(0, 40).replace(/_+$/, "");
    const row = {
      id,
      teamId: ctx.teamId,
      projectId,
      code: given ?? codeOfName,
      createdBy: ctx.actor.kind === "user" ? requireUser(ctx).id : null,
      ...values,
    };
    await orConflict(ctx.db.insert(characters).values(row), characterConflicts);
    const packageId = newId("package");
    await ctx.db
      .insert(packages)
      .values({ id: packageId, teamId: ctx.teamId, projectId, characterId: id, name: "Default outfit" });
    await record(ctx, {
      verb: "created the character",
      topic: "character",
      id,
      projectId,
      data: { name: values.name },
    });
    return { id, code: row.code, packageId };
  });
}
