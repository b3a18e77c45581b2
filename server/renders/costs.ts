import { sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { requireMay, type StudioContext } from "@/server/context";
import { projectOrThrow } from "@/server/projects/access";

export const ReadCosts = z.object({
  projectId: idOf("project"),
  /** Only what this shot has cost. */
  shotId: idOf("shot").optional(),
});

export type Costs = {
  /** Seconds nodes have spent on the project so far, failed tries included. */
  seconds: number;
  jobs: number;
  /** The dearest shots first, at most 200. */
  shots: { id: string; code: string; seconds: number; jobs: number }[];
};

/** What a project, or one of its shots, has cost in node time, in all and shot by shot. */
export async function readCosts(ctx: StudioContext, input: z.input<typeof ReadCosts>): Promise<Costs> {
  requireMay(ctx, "see the studio");
  const { projectId, shotId } = ReadCosts.parse(input);
  await projectOrThrow(ctx, projectId);
  const ofShot = shotId ? sql`and f.shot_id = ${shotId}` : sql``;
  const [[total], shots] = await Promise.all([
    ctx.db.execute<{ seconds: number; jobs: number }>(sql`
      select coalesce(sum(j.spent_s), 0)::float8 as seconds, count(*)::int as jobs
      from jobs j left join frames f on f.id = j.frame_id
      where j.project_id = ${projectId} and j.spent_s > 0 ${ofShot}`),
    ctx.db.execute<Costs["shots"][number]>(sql`
      select s.id, s.code, sum(j.spent_s)::float8 as seconds, count(*)::int as jobs
      from jobs j join frames f on f.id = j.frame_id join shots s on s.id = f.shot_id
      where j.project_id = ${projectId} and j.team_id = ${ctx.teamId} and j.spent_s > 0 ${ofShot}
      group by s.id, s.code order by seconds desc, s.code limit 200`),
  ]);
  return { seconds: total?.seconds ?? 0, jobs: total?.jobs ?? 0, shots: [...shots] };
}
