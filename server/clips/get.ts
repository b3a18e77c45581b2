import { and, desc, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import type { Slot } from "@/contract/profile/angles";
import type { ClipFacts } from "@/contract/profile/clip";
import type { JobState } from "@/db/schema";
import { clips, jobs, media, packageImages } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { projectOrThrow } from "@/server/projects/access";

/** `stopped`: nobody reads it any more, though nothing is wrong with it as far as is known. */
export type ClipState = "waiting" | "reading" | "ready" | "broken" | "stopped";

type CardFacts = Omit<ClipFacts, "sharpness" | "faceSharpness">;
export type ClipCard = {
  id: string;
  name: string;
  characterId: string | null;
  state: ClipState;
  /** What is wrong, in words, when it is broken or stopped. */
  error: string | null;
  jobId: string | null;
  /** Size of the file in bytes. */
  bytes: number;
  createdAt: string;
  facts: CardFacts | null;
  /** The sheet that holds its first frame. */
  firstSheet: string | null;
};

const ended: readonly (JobState | null)[] = ["failed", "cancelled", "succeeded"];

const stateOf = (state: (typeof clips.$inferSelect)["state"], job: JobState | null): ClipState =>
  state !== "waiting"
    ? state
    : job === "leased"
      ? "reading"
      : job === null || ended.includes(job)
        ? "stopped"
        : "waiting";

const rowsOf = ({ db }: StudioContext, where: SQL | undefined) =>
  db
    .select({
      clip: clips,
      // Eighteen thousand numbers are for the one clip that is open.
      facts: sql<CardFacts | null>`${clips.facts} - 'sharpness' - 'faceSharpness'`,
      bytes: media.bytes,
      job: jobs.state,
      jobError: jobs.error,
    })
    .from(clips)
    .innerJoin(media, eq(media.id, clips.mediaId))
    .leftJoin(jobs, eq(jobs.id, clips.jobId))
    .where(where);

const cardOf = ({ clip, facts, bytes, job, jobError }: Awaited<ReturnType<typeof rowsOf>>[number]): ClipCard => {
  const { id, name, characterId, jobId, createdAt } = clip;
  const state = stateOf(clip.state, job);
  const stopped = job === "cancelled" ? "Its reading was cancelled." : jobError;
  return {
    ...{ id, name, characterId, jobId, createdAt, bytes, facts, state },
    error: state === "stopped" ? stopped : clip.error,
    firstSheet: clip.sheetMediaIds[0] ?? null,
  };
};

export const ListClips = z.object({ projectId: idOf("project"), characterId: idOf("character").optional() });

/** The clips of a project, newest first: those of one character, and those of nobody in particular. */
export async function listClips(ctx: StudioContext, input: z.input<typeof ListClips>): Promise<ClipCard[]> {
  requireMay(ctx, "see the studio");
  const { projectId, characterId } = ListClips.parse(input);
  await projectOrThrow(ctx, projectId, { archived: true });
  const whose = characterId ? or(eq(clips.characterId, characterId), isNull(clips.characterId)) : undefined;
  const mine = and(eq(clips.teamId, ctx.teamId), eq(clips.projectId, projectId), isNull(clips.removedAt), whose);
  const rows = await rowsOf(ctx, mine).orderBy(desc(clips.createdAt), desc(clips.id)).limit(200);
  return rows.map(cardOf);
}

export const GetClip = z.object({ clipId: idOf("clip") });

export type TakenFrame = { imageId: string; packageId: string; frame: number; slot: Slot | null };

/** One clip with the sharpness of every frame, its sheets, and the frames that packages hold already. */
export async function getClip(ctx: StudioContext, input: z.input<typeof GetClip>) {
  requireMay(ctx, "see the studio");
  const { clipId } = GetClip.parse(input);
  const [row] = await rowsOf(ctx, and(eq(clips.id, clipId), eq(clips.teamId, ctx.teamId)));
  if (!row) throw new NotFoundError("The clip");
  const taken = await ctx.db
    .select({
      imageId: packageImages.id,
      packageId: packageImages.packageId,
      frame: sql<number>`${packageImages.clipFrame}`,
      slot: packageImages.slot,
    })
    .from(packageImages)
    .where(
      and(
        ...[eq(packageImages.teamId, ctx.teamId), eq(packageImages.clipId, clipId)],
        ...[isNotNull(packageImages.clipFrame), isNull(packageImages.removedAt)],
      ),
    )
    .orderBy(packageImages.clipFrame);
  return {
    ...cardOf(row),
    projectId: row.clip.projectId,
    mediaId: row.clip.mediaId,
    removed: row.clip.removedAt !== null,
    sharpness: row.clip.facts?.sharpness ?? [],
    faceSharpness: row.clip.facts?.faceSharpness,
    sheets: row.clip.sheetMediaIds,
    taken: taken satisfies TakenFrame[],
  };
}
