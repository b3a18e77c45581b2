import { randomBytes } from "node:crypto";
import { newId } from "@/contract/ids";
import { packMask } from "@/contract/mask/codec/pack";
import { TiledMask } from "@/contract/mask/tiles";
import type { ClipFacts } from "@/contract/profile/clip";
import type { Db } from "@/db/client";
import * as schema from "@/db/schema";
import {
  makeFrame,
  makeJob,
  makeMedia,
  makeNode,
  makeProject,
  makeRecipe,
  makeShot,
  makeTeam,
  makeUser,
  makeVersion,
} from "@/db/testing/factories";

export type World = Awaited<ReturnType<typeof makeWorld>>;

const later = () => new Date(Date.now() + 3_600_000).toISOString();
const hash = () => randomBytes(32).toString("hex");

const clipFacts: ClipFacts = {
  ...{ width: 64, height: 48, fpsNum: 24, fpsDen: 1, variableRate: false, frames: 8, seconds: 8 / 24 },
  ...{ hasAudio: false, codec: "h264", sharpness: [5, 6, 7, 8, 9, 8, 7, 6], measuredAt: 1280 },
  sheet: { cellWidth: 64, cellHeight: 48, columns: 4, rows: 2 },
};

/** One team with one of everything that has an id: what tests of access point at. */
export const makeWorld = async (db: Db) => {
  const team = await makeTeam(db);
  const owner = await makeUser(db, team.id, "owner");
  const artist = await makeUser(db, team.id, "artist");
  const project = await makeProject(db, team.id);
  const shot = await makeShot(db, project);
  const frame = await makeFrame(db, project, { shotId: shot.id, lastNumber: 1 });
  const version = await makeVersion(db, frame);
  const media = await makeMedia(db, team.id);
  const inputs = [{ slot: "image", mediaId: media.id, sha256: media.sha256 }];
  const staged = await makeVersion(db, frame, {
    ...{ state: "staged", number: null, origin: "pass" },
    recipe: makeRecipe({ params: { levels: "off" }, inputs }),
  });
  const rejected = await makeVersion(db, frame, { state: "rejected", number: null, origin: "pass" });
  const film = await makeMedia(db, team.id, { mime: "video/mp4", name: "take.mp4" });
  const node = await makeNode(db, team.id, [{ pass: "adjust", state: "ready" }]);
  const job = await makeJob(db, project, { frameId: frame.id, versionId: version.id, createdBy: owner.id });
  const base = { teamId: team.id, projectId: project.id };
  const ids = {
    character: newId("character"),
    package: newId("package"),
    packageImage: newId("packageImage"),
    clip: newId("clip"),
    environment: newId("environment"),
    environmentImage: newId("environmentImage"),
    environmentState: newId("environmentState"),
    batch: newId("batch"),
    mask: newId("mask"),
    region: newId("mask"),
    maskSnapshot: newId("maskSnapshot"),
    note: newId("note"),
    invitation: newId("invitation"),
    token: newId("token"),
    snippet: newId("snippet"),
    preset: newId("preset"),
    savedView: newId("savedView"),
    playlist: newId("playlist"),
    face: newId("face"),
  };
  await db.insert(schema.characters).values({ id: ids.character, ...base, code: "MARA", name: "Mara" });
  await db
    .insert(schema.packages)
    .values({ id: ids.package, ...base, characterId: ids.character, name: "Default outfit" });
  await db
    .insert(schema.packageImages)
    .values({ id: ids.packageImage, teamId: team.id, packageId: ids.package, mediaId: media.id });
  await db.insert(schema.promptSnippets).values({ id: ids.snippet, ...base, title: "Matte", positive: "matte skin" });
  await db
    .insert(schema.passPresets)
    .values({ id: ids.preset, ...base, pass: "adjust", passVersion: 1, name: "Low light", params: { levels: "off" } });
  await db.insert(schema.clips).values({
    ...{ id: ids.clip, ...base, characterId: ids.character, mediaId: film.id, name: "take.mp4", state: "ready" },
    facts: clipFacts,
  });
  await db.insert(schema.environments).values({ id: ids.environment, ...base, code: "FLATS", name: "The flats" });
  await db
    .insert(schema.environmentImages)
    .values({ id: ids.environmentImage, teamId: team.id, environmentId: ids.environment, mediaId: media.id });
  await db.insert(schema.versionFaces).values({
    ...{ id: ids.face, teamId: team.id, versionId: version.id },
    face: { box: { x: 20, y: 10, width: 18, height: 24 }, trust: 0.9, yaw: 5, pitch: 0, roll: 0 },
  });
  await db
    .insert(schema.savedViews)
    .values({ id: ids.savedView, ...base, userId: owner.id, area: "shots", name: "Late", query: "is:overdue" });
  await db.insert(schema.playlists).values({ id: ids.playlist, ...base, name: "Dailies" });
  await db
    .insert(schema.environmentStates)
    .values({ id: ids.environmentState, teamId: team.id, environmentId: ids.environment, name: "Low water" });
  await db.insert(schema.batches).values({ id: ids.batch, ...base, title: "Two jobs", jobs: 2, createdBy: owner.id });
  await db.insert(schema.masks).values({ id: ids.mask, ...base, versionId: version.id, width: 64, height: 48 });
  await db
    .insert(schema.masks)
    .values({ id: ids.region, ...base, versionId: version.id, kind: "region", width: 64, height: 48, position: 1 });
  await db.insert(schema.maskSnapshots).values({
    ...{ id: ids.maskSnapshot, teamId: team.id, maskId: ids.mask, name: "First try", seq: 0, createdBy: owner.id },
    tiles: await packMask(new TiledMask(64, 48)),
  });
  await db.insert(schema.notes).values({
    id: ids.note,
    ...base,
    frameId: frame.id,
    authorId: owner.id,
    body: "Look here",
    status: "todo",
    statusBefore: "wip",
  });
  await db.insert(schema.invitations).values({
    id: ids.invitation,
    teamId: team.id,
    tokenHash: hash(),
    role: "artist",
    createdBy: owner.id,
    expiresAt: later(),
  });
  await db.insert(schema.tokens).values({
    id: ids.token,
    teamId: team.id,
    userId: owner.id,
    name: "script",
    prefix: "bkp_x",
    tokenHash: hash(),
    scopes: ["read"],
  });
  return { film, team, owner, artist, project, shot, frame, version, staged, rejected, media, node, job, ...ids };
};
