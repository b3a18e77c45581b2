import { z } from "zod";
import { environmentKinds } from "@/contract/environment/kind";
import { idOf, newId } from "@/contract/ids";
import { code, displayName, longText, slugOf } from "@/contract/names";
import { environments } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { projectOrThrow } from "@/server/projects/access";

export const environmentFields = {
  name: displayName("The environment's name"),
  code: code("The environment's code").optional(),
  description: longText("The description", 5000),
  kind: z.enum(environmentKinds),
  prompt: longText("The prompt words", 2000),
};
export const environmentConflicts = {
  environments_project_code: ["Another environment of this project has this code already", "code"],
} as const;

export const CreateEnvironment = z.object({
  projectId: idOf("project"),
  ...environmentFields,
  description: environmentFields.description.default(""),
  kind: environmentFields.kind.default("plate"),
  prompt: environmentFields.prompt.default(""),
});
export type CreateEnvironment = z.input<typeof CreateEnvironment>;

/** A place of the project. The code defaults to the name in capitals. */
export async function createEnvironment(ctx: StudioContext, input: CreateEnvironment) {
  requireMay(ctx, "edit characters and environments");
  const { projectId, code: given, ...values } = CreateEnvironment.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const id = newId("environment");
    const ofName = slugOf(values.name).toUpperCase().replaceAll("-", "_").slice(0, 40).replace(/_+$/, "");
    const row = {
      id,
      teamId: ctx.teamId,
      projectId,
      code: given ?? ofName,
      createdBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
      ...values,
    };
    await orConflict(ctx.db.insert(environments).values(row), environmentConflicts);
    await record(ctx, {
      verb: "created the environment",
      topic: "environment",
      id,
      projectId,
      data: { name: values.name },
    });
    return { id, code: row.code };
  });
}
