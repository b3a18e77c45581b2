import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { TimeOfDay } from "@/contract/environment/light";
import { idOf } from "@/contract/ids";
import { environmentImages, environmentStates, environments, media, shots } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { projectOrThrow } from "@/server/projects/access";

export const ListEnvironments = z.object({
  projectId: idOf("project"),
  /** True: the archived ones instead. */
  archived: z.boolean().default(false),
});

type Chip = { id: string; name: string; timeOfDay: TimeOfDay; colour: string; intensity: number };

/** The project's places by name, each with its cover, its kind, its states, and how many pictures and shots it has. */
export async function listEnvironments(ctx: StudioContext, input: z.input<typeof ListEnvironments>) {
  requireMay(ctx, "see the studio");
  const { projectId, archived } = ListEnvironments.parse(input);
  const { id, code: codeColumn, name, kind } = environments;
  const images = (role: string) => sql<number>`(select count(*)::int from ${environmentImages}
    where ${environmentImages.environmentId} = ${environments.id} and ${environmentImages.removedAt} is null
    and ${environmentImages.role} = ${role})`;
  const query = ctx.db
    .select({
      ...{ id, code: codeColumn, name, kind },
      description: sql<string>`left(${environments.description}, 240)`,
      plates: images("plate"),
      panoramas: images("panorama"),
      shots: sql<number>`(select count(*)::int from ${shots} where ${shots.environmentId} = ${environments.id} and ${shots.archivedAt} is null)`,
      states: sql<
        Chip[]
      >`(select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'timeOfDay', s.time_of_day,
        'colour', s.colour, 'intensity', s.intensity) order by s.position, s.created_at), '[]'::json)
        from ${environmentStates} s where s.environment_id = ${environments.id} and s.removed_at is null)`,
      ...pictureColumns,
    })
    .from(environments)
    .leftJoin(media, eq(media.id, environments.heroMediaId))
    .where(
      and(
        eq(environments.teamId, ctx.teamId),
        eq(environments.projectId, projectId),
        archived ? isNotNull(environments.archivedAt) : isNull(environments.archivedAt),
      ),
    )
    .orderBy(asc(environments.name));
  const [rows] = await Promise.all([query, projectOrThrow(ctx, projectId)]);
  return rows.map(({ mediaId, width, height, colour, ...row }) => ({
    ...row,
    picture: toPicture({ mediaId, width, height, colour }),
  }));
}
