import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { characters, environments, frames, media, projects, sequences, shotCast, shots, users } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { versionOrThrow } from "./access";
import { versionsOf } from "./version-tree";

export const GetShot = z.object({ projectId: idOf("project"), code: z.string().max(60) });

/** One shot by its code: its frames with their version trees, its cast and place, and its neighbours. */
export async function getShot(ctx: StudioContext, input: z.input<typeof GetShot>) {
  requireMay(ctx, "see the studio");
  const { projectId, code } = GetShot.parse(input);
  const mine = and(eq(shots.teamId, ctx.teamId), eq(shots.projectId, projectId));
  const [row] = await ctx.db
    .select({
      shot: shots,
      sequence: sequences.code,
      environment: { id: environments.id, name: environments.name, code: environments.code },
      assignee: users.name,
    })
    .from(shots)
    .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
    .leftJoin(environments, eq(environments.id, shots.environmentId))
    .leftJoin(users, eq(users.id, shots.assigneeId))
    .where(and(mine, eq(shots.code, code)));
  if (!row) throw new NotFoundError(`The shot ${code}`);
  const { shot } = row;
  const [allFrames, cast, order] = await Promise.all([
    ctx.db.select().from(frames).where(eq(frames.shotId, shot.id)).orderBy(asc(frames.position)),
    ctx.db
      .select({ id: characters.id, code: characters.code, name: characters.name, ...pictureColumns })
      .from(shotCast)
      .innerJoin(characters, eq(characters.id, shotCast.characterId))
      .leftJoin(media, eq(media.id, characters.heroMediaId))
      .where(eq(shotCast.shotId, shot.id))
      .orderBy(asc(characters.name)),
    ctx.db
      .select({ code: shots.code })
      .from(shots)
      .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
      .where(and(mine, isNull(shots.archivedAt)))
      .orderBy(asc(sequences.position), asc(shots.position)),
  ]);
  const frameRows = allFrames.filter((frame) => frame.archivedAt === null);
  const tree = await versionsOf(
    ctx,
    frameRows.map((frame) => frame.id),
  );
  const at = order.findIndex((other) => other.code === code);
  const { id, description, status, durationFrames, environmentId, assigneeId, archivedAt, revision } = shot;
  return {
    ...{
      id,
      code,
      projectId,
      sequence: row.sequence,
      description,
      status,
      durationFrames,
      environmentId,
      assigneeId,
      archivedAt,
      revision,
    },
    environment: row.environment,
    assignee: row.assignee,
    cast: cast.map(({ mediaId, width, height, colour, ...who }) => ({
      ...who,
      picture: toPicture({ mediaId, width, height, colour }),
    })),
    frames: frameRows.map(({ id, label, status, currentVersionId, revision, updatedAt }) => ({
      ...{ id, label, status, currentVersionId, revision, updatedAt },
      versions: tree.filter((version) => version.frameId === id),
    })),
    archivedFrames: allFrames.filter((frame) => frame.archivedAt !== null).map(({ id, label }) => ({ id, label })),
    previous: order[at - 1]?.code ?? null,
    next: order[at + 1]?.code ?? null,
  };
}

export const GetVersion = z.object({ versionId: idOf("version") });

/** One version with where it belongs and its whole frame's tree: what the canvas opens. */
export async function getVersion(ctx: StudioContext, input: z.input<typeof GetVersion>) {
  requireMay(ctx, "see the studio");
  const { versionId } = GetVersion.parse(input);
  const { frameId } = await versionOrThrow(ctx, versionId);
  const [[place], tree] = await Promise.all([
    ctx.db
      .select({
        frame: { id: frames.id, label: frames.label, status: frames.status, currentVersionId: frames.currentVersionId },
        shot: { id: shots.id, code: shots.code, description: shots.description },
        project: { id: projects.id, slug: projects.slug, name: projects.name },
      })
      .from(frames)
      .innerJoin(shots, eq(shots.id, frames.shotId))
      .innerJoin(projects, eq(projects.id, frames.projectId))
      .where(eq(frames.id, frameId)),
    versionsOf(ctx, [frameId]),
  ]);
  const version = tree.find((candidate) => candidate.id === versionId);
  if (!place || !version) throw new NotFoundError("The version");
  return { ...place, version, versions: tree };
}
