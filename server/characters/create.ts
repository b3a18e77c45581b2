import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { longText, slugOf } from "@/contract/names";
import { characters, packageImages, packages } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { record, requireMay, requireUser, type StudioContext, withTransaction } from "@/server/context";
import { mediaOf } from "@/server/media/media-of";
import { projectOrThrow } from "@/server/projects/access";
import { characterFields } from "./fields";

/** What the character begins as: words, or a picture, or neither yet (A1). Both are kept as given. */
const Start = z.discriminatedUnion("from", [
  z.object({
    from: z.literal("prompt"),
    prompt: longText("The prompt", 5000).pipe(z.string().min(1, { error: "The prompt is empty: describe somebody" })),
  }),
  z.object({
    from: z.literal("image"),
    mediaId: idOf("media"),
    source: longText("The source", 300).default(""),
    licence: longText("The licence", 300).default(""),
    consent: z.boolean().default(false),
    depicts: z.enum(["unknown", "person", "drawn", "rendered", "generated"]).default("unknown"),
  }),
]);

const { name, code, ...optional } = characterFields;
export const CreateCharacter = z.object({
  projectId: idOf("project"),
  name,
  code,
  ...z.object(optional).partial().shape,
  start: Start.optional(),
});
export type CreateCharacter = z.input<typeof CreateCharacter>;

export const characterConflicts = {
  characters_project_code: ["Another character of this project has this code already", "code"],
  characters_project_trigger: [
    "Another character of this project has this trigger word already. A word summons one character: choose another",
    "triggerWord",
  ],
} as const;

/**
 * A character and the empty package of its first outfit. The code defaults to the name in capitals. Started from a
 * picture, the picture becomes the hero and the package's first candidate.
 */
export async function createCharacter(ctx: StudioContext, input: CreateCharacter) {
  requireMay(ctx, "edit characters and environments");
  const { projectId, code: given, start, ...values } = CreateCharacter.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    if (start?.from === "image") await mediaOf(ctx, start.mediaId);
    const id = newId("character");
    const codeOfName = slugOf(values.name).toUpperCase().replaceAll("-", "_").slice(0, 40).replace(/_+$/, "");
    const row = {
      id,
      teamId: ctx.teamId,
      projectId,
      code: given ?? codeOfName,
      createdBy: ctx.actor.kind === "user" ? requireUser(ctx).id : null,
      startedFrom: start?.from ?? null,
      startPrompt: start?.from === "prompt" ? start.prompt : "",
      startMediaId: start?.from === "image" ? start.mediaId : null,
      heroMediaId: start?.from === "image" ? start.mediaId : null,
      ...values,
    };
    await orConflict(ctx.db.insert(characters).values(row), characterConflicts);
    const packageId = newId("package");
    await ctx.db
      .insert(packages)
      .values({ id: packageId, teamId: ctx.teamId, projectId, characterId: id, name: "Default outfit" });
    await record(ctx, {
      verb: start
        ? `created the character from ${start.from === "prompt" ? "a prompt" : "a picture"}`
        : "created the character",
      topic: "character",
      id,
      projectId,
      data: { name: values.name, startedFrom: row.startedFrom },
    });
    if (start?.from === "image") {
      // Written here, not through the package's own verb: packages know characters, not the reverse. It is measured when
      // the package is first looked at, as pictures from before measuring are.
      const { from: _, ...picture } = start;
      const { teamId, createdBy } = row;
      await ctx.db
        .insert(packageImages)
        .values({ id: newId("packageImage"), teamId, packageId, createdBy, ...picture });
    }
    return { id, code: row.code, packageId };
  });
}
