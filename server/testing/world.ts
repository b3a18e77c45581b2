import { randomBytes } from "node:crypto";
import { newId } from "@/contract/ids";
import type { Db } from "@/db/client";
import * as schema from "@/db/schema";
import {
  makeFrame,
  makeJob,
  makeMedia,
  makeNode,
  makeProject,
  makeShot,
  makeTeam,
  makeUser,
  makeVersion,
} from "@/db/testing/factories";

export type World = Awaited<ReturnType<typeof makeWorld>>;

const later = () => new Date(Date.now() + 3_600_000).toISOString();
const hash = () => randomBytes(32).toString("hex");

/** One team with one of everything that has an id: what tests of access point at. */
export const makeWorld = async (db: Db) => {
  const team = await makeTeam(db);
  const owner = await makeUser(db, team.id, "owner");
  const artist = await makeUser(db, team.id, "artist");
  const project = await makeProject(db, team.id);
  const shot = await makeShot(db, project);
  const frame = await makeFrame(db, project, { shotId: shot.id, lastNumber: 1 });
  const version = await makeVersion(db, frame);
  const staged = await makeVersion(db, frame, { state: "staged", number: null, origin: "pass" });
  const rejected = await makeVersion(db, frame, { state: "rejected", number: null, origin: "pass" });
  const media = await makeMedia(db, team.id);
  const node = await makeNode(db, team.id, [{ pass: "adjust", state: "ready" }]);
  const job = await makeJob(db, project, { frameId: frame.id, versionId: version.id, createdBy: owner.id });
  const base = { teamId: team.id, projectId: project.id };
  const ids = {
    character: newId("character"),
    package: newId("package"),
    packageImage: newId("packageImage"),
    environment: newId("environment"),
    environmentImage: newId("environmentImage"),
    mask: newId("mask"),
    note: newId("note"),
    invitation: newId("invitation"),
    token: newId("token"),
    snippet: newId("snippet"),
  };
  await db.insert(schema.characters).values({ id: ids.character, ...base, code: "MARA", name: "Mara" });
  await db
    .insert(schema.packages)
    .values({ id: ids.package, ...base, characterId: ids.character, name: "Default outfit" });
  await db
    .insert(schema.packageImages)
    .values({ id: ids.packageImage, teamId: team.id, packageId: ids.package, mediaId: media.id });
  await db.insert(schema.promptSnippets).values({ id: ids.snippet, ...base, title: "Matte", positive: "matte skin" });
  await db.insert(schema.environments).values({ id: ids.environment, ...base, code: "FLATS", name: "The flats" });
  await db
    .insert(schema.environmentImages)
    .values({ id: ids.environmentImage, teamId: team.id, environmentId: ids.environment, mediaId: media.id });
  await db.insert(schema.masks).values({ id: ids.mask, ...base, versionId: version.id, width: 64, height: 48 });
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
  return { team, owner, artist, project, shot, frame, version, staged, rejected, media, node, job, ...ids };
};
