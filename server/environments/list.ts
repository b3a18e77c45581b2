import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { environmentImages, environments, media, shots } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { projectOrThrow } from "@/server/projects/access";

export const ListEnvironments = z.object({ projectId: idOf("project") });

/** The project's places by name, each with its cover and how many plates and shots it has. */
export async function listEnvironments(ctx: StudioContext, input: z.input<typeof ListEnvironments>) {
  requireMay(ctx, "see the studio");
  const { projectId } = ListEnvironments.parse(input);
  await projectOrThrow(ctx, projectId);
  const { id, code: codeColumn, name } = environments;
  const rows = await ctx.db
    .select({
      id,
      code: codeColumn,
      name,
      description: sql<string>`left(${environments.description}, 240)`,
      plates: sql<number>`(select count(*)::int from ${environmentImages} where ${environmentImages.environmentId} = ${environments.id})`,
      shots: sql<number>`(select count(*)::int from ${shots} where ${shots.environmentId} = ${environments.id} and ${shots.archivedAt} is null)`,
      ...pictureColumns,
    })
    .from(environments)
    .leftJoin(media, eq(media.id, environments.heroMediaId))
    .where(
      and(eq(environments.teamId, ctx.teamId), eq(environments.projectId, projectId), isNull(environments.archivedAt)),
    )
    .orderBy(asc(environments.name));
  return rows.map(({ mediaId, width, height, colour, ...row }) => ({
    ...row,
    picture: toPicture({ mediaId, width, height, colour }),
  }));
}
