import { copyFile } from "node:fs/promises";
import path from "node:path";
import { and, eq } from "drizzle-orm";
import { newId } from "../../contract/ids";
import type { Slot } from "../../contract/profile/angles";
import type { Role } from "../../contract/roles";
import { createCharacter } from "../../server/characters/create";
import { updateCharacter } from "../../server/characters/update";
import { type StudioContext, withTransaction } from "../../server/context";
import { createEnvironment } from "../../server/environments/create";
import { addEnvironmentImages } from "../../server/environments/images";
import { ingest } from "../../server/media/ingest";
import { addPackageImages } from "../../server/profiles/add-images";
import { createProject } from "../../server/projects/create";
import { setStatus } from "../../server/review/set-status";
import { createShots } from "../../server/script/create-shots";
import { updateShot } from "../../server/script/update-shot";
import { addFrame, addVersion } from "../../server/storyboard/add-version";
import { followFrames } from "../../server/storyboard/frame-status";
import { characters, frames, memberships, projects, users } from "../schema/index";
import { assetPath, type Manifest, readManifest, type SampleFrame } from "./manifest";

const licence = "CC0 1.0 models, rendered by scripts/sample-art";

/** The two people of the sample: they sign notes and never sign in. */
const makePerson = async (ctx: StudioContext, name: string, role: Role): Promise<StudioContext> => {
  const id = newId("user");
  await ctx.db.insert(users).values({ id, name });
  await ctx.db.insert(memberships).values({ teamId: ctx.teamId, userId: id, role });
  return { ...ctx, actor: { kind: "user", id, name, role } };
};

const bring = async (ctx: StudioContext, file: string): Promise<string> => {
  const temporaryPath = await ctx.storage.temporaryPath();
  await copyFile(assetPath(file), temporaryPath);
  return (await ingest(ctx, { temporaryPath, name: path.basename(file) })).id;
};

const addCharacter = async (ctx: StudioContext, projectId: string, it: Manifest["characters"][number]) => {
  const { code, name, tier, triggerWord, description } = it;
  const { id, packageId } = await createCharacter(ctx, { projectId, code, name, tier, triggerWord, description });
  const images: { mediaId: string; slot: Slot }[] = [{ mediaId: await bring(ctx, it.fullBody), slot: "full-body" }];
  for (const [slot, file] of Object.entries(it.slots))
    images.push({ mediaId: await bring(ctx, file), slot: slot as Slot });
  await addPackageImages(ctx, { packageId, images, source: "Rendered", licence });
  await updateCharacter(ctx, { characterId: id, heroMediaId: await bring(ctx, it.hero) });
  const status = it.status === "approved" ? "approved" : "in review";
  await ctx.db.update(characters).set({ status }).where(eq(characters.id, id));
  return [code, id] as const;
};

/** Versions and notes in the order they would have happened: a fix arrives between the retake and the next look. */
const addSampleFrame = async (
  people: { artist: StudioContext; supervisor: StudioContext },
  shotId: string,
  frame: SampleFrame,
) => {
  const { artist } = people;
  const { id: frameId } = await addFrame(artist, { shotId, label: frame.label.toUpperCase() });
  const waiting = [...frame.versions];
  let parentId: string | undefined;
  const addNext = async () => {
    const next = waiting.shift();
    if (!next) return;
    const mediaId = await bring(artist, next.file);
    parentId = (
      await addVersion(artist, {
        frameId,
        mediaId,
        title: next.title,
        origin: "sample",
        ...(parentId ? { parentId } : {}),
      })
    ).id;
  };
  while (waiting[0] && waiting[0].kind !== "fix") await addNext();
  for (const { by, body, statusChange } of frame.notes) {
    if (statusChange?.from === "retake") await addNext();
    await setStatus(people[by], { frameId, body, status: statusChange?.to ?? frame.status });
  }
  const [now] = await artist.db.select({ status: frames.status }).from(frames).where(eq(frames.id, frameId));
  if (now && now.status !== frame.status)
    await artist.db.update(frames).set({ status: frame.status }).where(eq(frames.id, frameId));
};

/** Make the sample project "Low Tide" in a team, through the same verbs a person uses: all of it or nothing. Does nothing if the team has one. */
export const seedLowTide = (ctx: StudioContext): Promise<void> => withTransaction(ctx, makeLowTide);

async function makeLowTide(ctx: StudioContext): Promise<void> {
  const [there] = await ctx.db
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.teamId, ctx.teamId), eq(projects.isSample, true)));
  if (there) return;
  const manifest = await readManifest();
  const people = {
    artist: await makePerson(ctx, "Ines Duarte", "artist"),
    supervisor: await makePerson(ctx, "Jonas Brandt", "supervisor"),
  };
  const { artist } = people;
  const { id: projectId } = await createProject(ctx, {
    name: manifest.project.name,
    description: manifest.project.logline,
    isSample: true,
  });

  const castIds = new Map<string, string>();
  for (const character of manifest.characters) castIds.set(...(await addCharacter(artist, projectId, character)));
  const place = manifest.environment;
  const { id: environmentId } = await createEnvironment(artist, {
    projectId,
    code: place.code,
    name: place.name,
    description: place.description,
  });
  for (const { title, file } of Object.values(place.states))
    await addEnvironmentImages(artist, {
      environmentId,
      images: [{ mediaId: await bring(artist, file), state: title }],
    });

  for (const shot of manifest.shots) {
    const [sequence = "SQ010"] = shot.code.split("_");
    const [made] = await createShots(artist, {
      projectId,
      sequence,
      shots: shot.code,
      description: shot.action,
      durationFrames: shot.durationFrames,
    });
    if (!made) continue;
    const assigneeId = artist.actor.id;
    await updateShot(artist, {
      shotId: made.id,
      environmentId,
      assigneeId,
      cast: shot.cast.flatMap((code) => castIds.get(code) ?? []),
    });
    for (const frame of shot.frames) await addSampleFrame(people, made.id, frame);
    await followFrames(artist, made.id, projectId);
  }
}
