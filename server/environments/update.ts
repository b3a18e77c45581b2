import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { environments } from "@/db/schema";
import { orConflict } from "@/server/conflicts";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { mediaOf } from "@/server/media/media-of";
import { environmentOrThrow } from "./access";
import { environmentConflicts, environmentFields } from "./create";

export const UpdateEnvironment = z.object({
  environmentId: idOf("environment"),
  name: environmentFields.name.optional(),
  code: environmentFields.code,
  description: environmentFields.description.optional(),
  kind: environmentFields.kind.optional(),
  prompt: environmentFields.prompt.optional(),
  heroMediaId: idOf("media").nullable().optional(),
  archived: z.boolean().optional(),
});
export type UpdateEnvironment = z.input<typeof UpdateEnvironment>;

/** Change what is named; archiving keeps everything. */
export async function updateEnvironment(ctx: StudioContext, input: UpdateEnvironment) {
  requireMay(ctx, "edit characters and environments");
  const { environmentId, archived, ...values } = UpdateEnvironment.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const { projectId } = await environmentOrThrow(ctx, environmentId);
    if (values.heroMediaId) await mediaOf(ctx, values.heroMediaId);
    const set = {
      ...values,
      ...(archived === undefined ? {} : { archivedAt: archived ? sql`now()` : null }),
      updatedAt: sql`now()`,
      revision: sql`${environments.revision} + 1`,
    };
    await orConflict(
      ctx.db
        .update(environments)
        .set(set)
        .where(and(eq(environments.id, environmentId), eq(environments.teamId, ctx.teamId))),
      environmentConflicts,
    );
    const verb =
      archived === undefined
        ? "changed the environment"
        : archived
          ? "archived the environment"
          : "brought back the environment";
    await record(ctx, { verb, topic: "environment", id: environmentId, projectId, data: values });
    return { id: environmentId };
  });
}
