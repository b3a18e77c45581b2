import { and, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { JobResult } from "@/contract/agent-api";
import { newId } from "@/contract/ids";
import type { Slot } from "@/contract/profile/angles";
import type { FaceReading, PictureFaces } from "@/contract/profile/face";
import {
  characters,
  faceReadings,
  frames,
  jobs,
  packageImages,
  packageRevisions,
  packages,
  shotCast,
  shots,
  versionFaces,
} from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeFrame, makeMedia, makeNode, makeUser, makeVersion } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { assignFace } from "@/server/likeness/assign";
import { measureLikeness } from "@/server/likeness/measure";
import { likenessDrift, listLikeness, versionLikeness } from "@/server/likeness/read";
import { addPackageImages } from "@/server/profiles/add-images";
import { getPackage } from "@/server/profiles/get-package";
import { readPackageFaces } from "@/server/profiles/read-faces";
import { cancelJob } from "@/server/queue/cancel";
import { claim } from "@/server/queue/claim";
import { asNode, asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { finishWork } from "./finish-work";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const model = "ab".repeat(32);
const lacks = { what: "a face-embedding model", where: "in the folder AGENT_MODELS" };

let world: Awaited<ReturnType<typeof makeWorld>>;
let ctx: StudioContext;
let node: StudioContext;
const pair = async (scores: boolean) =>
  asNode(
    db,
    await makeNode(db, world.team.id, [{ pass: "read-faces", state: "ready", missing: scores ? [] : [lacks] }], {
      name: "attic",
    }),
  );
beforeEach(async () => {
  world = await makeWorld(db);
  ctx = asUser(db, world.team.id, world.owner);
  await db.delete(jobs).where(eq(jobs.teamId, world.team.id));
  await db.delete(versionFaces).where(eq(versionFaces.teamId, world.team.id));
  await db.update(frames).set({ currentVersionId: world.version.id }).where(eq(frames.id, world.frame.id));
});

/** A unit vector of 16 numbers at so many degrees in the plane of its first two. */
const vector = (degrees: number) => {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle), ...Array.from({ length: 14 }, () => 0)];
};
const face = (yaw: number, more: Partial<FaceReading> = {}): FaceReading => ({
  ...{ box: { x: 20, y: 10, width: 18, height: 24 }, trust: 0.9, yaw, pitch: 0, roll: 0, ...more },
});
const seen = (...faces: FaceReading[]): PictureFaces => ({ width: 64, height: 48, faces });
const result = (pictures: PictureFaces[], by: string | null = null): JobResult => ({
  ...{ outputs: [], engine: "native", algorithm: "", rough: false, warnings: [], seconds: 1 },
  facts: { detector: "test", model: by, pictures },
});
const take = async () => {
  const { job } = await claim(node, node.actor.id);
  if (!job?.leaseId) throw new Error("expected a job to claim");
  return { job, jobId: job.id, leaseId: job.leaseId };
};
const deliver = async (pictures: PictureFaces[], by: string | null = null) => {
  const { jobId, leaseId } = await take();
  await finishWork(node, { jobId, leaseId, result: result(pictures, by) });
};
const waiting = () => db.$count(jobs, and(eq(jobs.teamId, world.team.id), eq(jobs.state, "ready")));
const cast = (...ids: string[]) =>
  db.insert(shotCast).values(ids.map((characterId) => ({ shotId: world.shot.id, characterId, teamId: world.team.id })));
const newCharacter = async (code: string, pictures: { yaw: number; degrees?: number; slot?: Slot }[] = []) => {
  const [id, packageId] = [newId("character"), newId("package")];
  const base = { teamId: world.team.id, projectId: world.project.id };
  await db.insert(characters).values({ id, ...base, code, name: code });
  await db.insert(packages).values({ id: packageId, ...base, characterId: id, name: "Default outfit" });
  const images = await Promise.all(pictures.map((one) => newPicture(packageId, one)));
  return { id, packageId, images };
};
/** A picture of a package that a node has read: with its angle, and an embedding where degrees are given. */
const newPicture = async (
  packageId: string,
  { yaw, degrees, slot }: { yaw: number; degrees?: number; slot?: Slot },
) => {
  const media = await makeMedia(db, world.team.id);
  const id = newId("packageImage");
  const by = degrees === undefined ? null : model;
  await db.insert(packageImages).values({
    ...{ id, teamId: world.team.id, packageId, mediaId: media.id, slot: slot ?? null, yaw, pitch: 0, angleBy: "node" },
    checks: {
      ...{ width: 64, height: 48, sharpness: 80, plainBackground: 1 },
      face: face(yaw, degrees === undefined ? {} : { embedding: vector(degrees) }),
      reading: { faces: 1, unsure: 0, detector: "test", model: by },
    },
  });
  return id;
};
const likeness = (versionId = world.version.id) => versionLikeness(ctx, { versionId });
const measure = () => measureLikeness(ctx, { of: { kind: "shot", shotId: world.shot.id } });

describe("faces of package pictures", () => {
  const add = async (count: number, more: Partial<Parameters<typeof addPackageImages>[1]> = {}) => {
    const media = await Promise.all(Array.from({ length: count }, () => makeMedia(db, world.team.id)));
    const images = media.map(({ id }) => ({ mediaId: id }));
    return addPackageImages(ctx, { packageId: world.package, images, autoPlace: true, ...more });
  };
  const images = async () =>
    (await getPackage(ctx, { projectId: world.project.id, code: "MARA" })).outfit?.images ?? [];
  const image = async (id: string | undefined) => (await images()).find((one) => one.id === id);

  it("are read by one job in the background, and the pictures find their angles", async () => {
    node = await pair(false);
    const { ids } = await add(5);
    expect(await waiting()).toBe(1);
    const { job, jobId, leaseId } = await take();
    expect(job).toMatchObject({ band: 0, subjectId: world.package, frameId: null });
    expect(job.recipe.inputs).toHaveLength(5);

    const unsure = face(0, { trust: 0.55 });
    const answers = [seen(face(4)), seen(face(-47)), seen(), seen(face(9)), seen(unsure)];
    await finishWork(node, { jobId, leaseId, result: result(answers) });

    const [front, left, drawn, second, doubtful] = await Promise.all(ids.map(image));
    expect(front).toMatchObject({ slot: "front", yaw: 4, angleBy: "node", checks: { reading: { placed: "front" } } });
    expect(left).toMatchObject({ slot: "three-quarter-left", yaw: -47 });
    expect(drawn).toMatchObject({ slot: null, yaw: null, angleBy: null });
    expect(drawn?.checks?.reading?.why).toMatch(/^No face found. Drawn faces/);
    expect(second).toMatchObject({
      slot: null,
      yaw: 9,
      checks: { reading: { why: expect.stringContaining("Front is taken") } },
    });
    expect(doubtful).toMatchObject({
      slot: null,
      yaw: null,
      checks: { face: { trust: 0.55 }, reading: { unsure: 1 } },
    });
    expect(front?.checks?.padding).toMatchObject({ left: expect.any(Number) });
    expect(front?.checks).not.toHaveProperty("face.embedding");
  });

  it("stand back behind what a hand said, and behind who stands there", async () => {
    node = await pair(false);
    await add(1, { autoPlace: false });
    const { ids } = await add(1, {
      images: [{ mediaId: (await makeMedia(db, world.team.id)).id, yaw: 80, pitch: 0 }],
    });
    await deliver([seen(face(2))]);
    await deliver([seen(face(3))]);

    expect(await image(ids[0])).toMatchObject({ yaw: 80, angleBy: "hand", slot: null, checks: { face: { yaw: 3 } } });
    expect((await images()).filter(({ slot }) => slot !== null)).toEqual([]);
  });

  it("come in jobs of sixteen, can be cancelled, and wait for nobody where no node can", async () => {
    await add(2);
    expect(await waiting()).toBe(0);
    node = await pair(false);
    await add(40);
    expect(await waiting()).toBe(3);
    const [job] = await db.select().from(jobs).where(eq(jobs.teamId, world.team.id));
    await cancelJob(ctx, { jobId: job?.id ?? "" });
    expect(await waiting()).toBe(2);
  });

  it("are read later on request: what no node read, and once more when there is a face model", async () => {
    await add(3);
    await expect(readPackageFaces(ctx, { packageId: world.package })).rejects.toThrow(
      /No node can read faces. No render node of this team reads faces/,
    );
    node = await pair(false);
    // The world's own picture and the three.
    expect(await readPackageFaces(ctx, { packageId: world.package })).toMatchObject({ pictures: 4 });
    expect(await readPackageFaces(ctx, { packageId: world.package })).toMatchObject({ pictures: 0 });
    await deliver([seen(), seen(), seen(face(1)), seen()]);
    expect(await readPackageFaces(ctx, { packageId: world.package })).toMatchObject({ pictures: 0 });
    await pair(true);
    expect(await readPackageFaces(ctx, { packageId: world.package })).toMatchObject({ pictures: 4 });
  });

  it("are kept, but nothing is moved, in a package that was locked meanwhile", async () => {
    node = await pair(false);
    const { ids } = await add(1);
    await db.update(packages).set({ status: "locked" }).where(eq(packages.id, world.package));
    await deliver([seen(face(0))]);
    expect(await image(ids[0])).toMatchObject({ slot: null, yaw: 0, checks: { reading: { faces: 1 } } });
  });

  it("refuses an answer that breaks its promise", async () => {
    node = await pair(false);
    await add(2);
    const { jobId, leaseId } = await take();
    const finish = (pictures: PictureFaces[], by: string | null = null) =>
      finishWork(node, { jobId, leaseId, result: result(pictures, by) });
    await expect(finish([seen(face(1))])).rejects.toThrow(/2 pictures were to be read, 1 answers came/);
    await expect(finish([seen(face(1, { embedding: vector(0) })), seen()])).rejects.toThrow(/without the model/);
    const long = vector(0).map((value) => value * 0.5);
    await expect(finish([seen(face(1, { embedding: long })), seen()], model)).rejects.toThrow(/unit length/);
    await expect(finish([seen(face(400)), seen()])).rejects.toThrow(/does not hold/);
    await finish([seen(face(1)), seen()]);
  });
});

describe("measuring a shot", () => {
  it("lays the only face beside the nearest picture, and says what a score lacks", async () => {
    node = await pair(false);
    const june = await newCharacter("JUNE", [{ yaw: 0 }, { yaw: 45 }]);
    await cast(june.id);

    expect(await measure()).toMatchObject({
      queued: 1,
      waiting: 0,
      lacks: [expect.stringMatching(/^attic lacks a face-embedding/)],
    });
    expect(await likeness()).toMatchObject({ waiting: true, reading: null, faces: [] });
    expect(await measure()).toMatchObject({ queued: 0, waiting: 1 });
    await deliver([seen(face(40))]);

    const { faces, reading, readers } = await likeness();
    expect(reading).toMatchObject({ detector: "test", model: null });
    expect(faces).toMatchObject([
      { characterId: june.id, by: "only one", byHand: false, score: null, nearest: { id: june.images[1] } },
    ]);
    expect(faces[0]?.angleApart).toBeCloseTo(5, 3);
    expect(readers.lacks).toHaveLength(1);
    const list = await listLikeness(ctx, { projectId: world.project.id });
    expect(list.rows).toMatchObject([{ frameId: world.frame.id, state: "no score", value: null, faces: 1 }]);
  });

  it("scores with a model, against pictures of the same model only", async () => {
    node = await pair(true);
    const june = await newCharacter("JUNE", [{ yaw: 0, degrees: 0 }, { yaw: 42 }]);
    await cast(june.id);
    await measure();
    const { job } = await claim(node, node.actor.id);
    expect(job?.recipe.params).toMatchObject({ of: { kind: "versions", versionIds: [world.version.id] } });
    await finishWork(node, {
      ...{ jobId: job?.id ?? "", leaseId: job?.leaseId ?? "" },
      result: result([seen(face(40, { embedding: vector(60) }))], model),
    });

    const [row] = (await likeness()).faces;
    expect(row).toMatchObject({ characterId: june.id, nearest: { id: june.images[0] } });
    expect(row?.score).toBeCloseTo(0.5, 5);
    const [stored] = await db.select().from(versionFaces).where(eq(versionFaces.versionId, world.version.id));
    expect(stored?.model).toBe(model);
    expect(row?.face).not.toHaveProperty("embedding");

    // The picture without an embedding was put in line, too; once it is read, the nearer one is compared.
    await deliver([seen(face(42, { embedding: vector(70) }))], model);
    const [again] = (await likeness()).faces;
    expect(again).toMatchObject({ nearest: { id: june.images[1] } });
    expect(again?.score).toBeCloseTo(Math.cos(Math.PI / 18), 5);
  });

  it("tells several people apart with a model, and leaves them to a hand without", async () => {
    node = await pair(true);
    const june = await newCharacter("JUNE", [{ yaw: 0, degrees: 0 }]);
    const theo = await newCharacter("THEO", [{ yaw: 0, degrees: 90 }]);
    await cast(june.id, theo.id);
    await measure();
    const left = face(0, { embedding: vector(80) });
    const right = face(0, { embedding: vector(5), box: { x: 44, y: 10, width: 18, height: 24 } });
    const { job, jobId, leaseId } = await take();
    expect(job.recipe.params).toMatchObject({ search: "all" });
    await finishWork(node, { jobId, leaseId, result: result([seen(left, right)], model) });
    expect((await likeness()).faces).toMatchObject([
      { characterId: theo.id, by: "model" },
      { characterId: june.id, by: "model" },
    ]);

    const plain = await makeVersion(db, world.frame, { number: 2 });
    await measureLikeness(ctx, { of: { kind: "version", versionId: plain.id } });
    await deliver([seen(face(0), face(0, { box: { x: 44, y: 10, width: 18, height: 24 } }))]);
    expect((await likeness(plain.id)).faces).toMatchObject([{ characterId: null }, { characterId: null }]);
  });

  it("is measured against the approved revision, not the package as it is", async () => {
    node = await pair(false);
    const june = await newCharacter("JUNE", [{ yaw: 0 }, { yaw: 45 }]);
    await cast(june.id);
    await db.insert(packageRevisions).values({
      ...{ id: newId("packageRevision"), teamId: world.team.id, packageId: june.packageId, number: 1 },
      images: [
        {
          ...{ imageId: june.images[0] ?? "", mediaId: world.media.id, sha256: "", slot: "front", keep: null },
          ...{ lighting: "", expression: "", yaw: 0, pitch: 0 },
        },
      ],
    });
    await db.update(packages).set({ approvedRevision: 1 }).where(eq(packages.id, june.packageId));
    await measure();
    await deliver([seen(face(45))]);
    const [row] = (await likeness()).faces;
    expect(row).toMatchObject({ nearest: { id: june.images[0] } });
    expect(row?.angleApart).toBeCloseTo(45, 3);
  });

  it("refuses in words: nobody cast, or no node that can", async () => {
    await expect(measure()).rejects.toThrow(/casts nobody: add its characters/);
    const june = await newCharacter("JUNE", [{ yaw: 0 }]);
    await cast(june.id);
    await expect(measure()).rejects.toThrow(/No node can read faces/);
    const artist = asUser(db, world.team.id, world.artist, "client");
    await expect(measureLikeness(artist, { of: { kind: "shot", shotId: world.shot.id } })).rejects.toThrow();
  });

  it("is stale once another version is shown, and is then measured again by the list", async () => {
    node = await pair(false);
    const june = await newCharacter("JUNE", [{ yaw: 0 }]);
    await cast(june.id);
    await measure();
    await deliver([seen(face(0))]);
    const next = await makeVersion(db, world.frame, { number: 2 });
    await db.update(frames).set({ currentVersionId: next.id }).where(eq(frames.id, world.frame.id));

    const list = () => listLikeness(ctx, { projectId: world.project.id });
    expect(await list()).toMatchObject({ rows: [{ state: "stale", value: null }], unread: 1 });
    const asked = await measureLikeness(ctx, { of: { kind: "stale", projectId: world.project.id } });
    expect(asked).toMatchObject({ queued: 1 });
    await deliver([seen()]);
    expect(await list()).toMatchObject({ rows: [{ state: "no face", versionId: next.id }], unread: 0 });
  });

  it("is stale once the package is another, keeps its score, and is matched anew when asked", async () => {
    node = await pair(true);
    const june = await newCharacter("JUNE", [{ yaw: 0, degrees: 60, slot: "front" }]);
    await cast(june.id);
    await measure();
    await deliver([seen(face(2, { embedding: vector(0) }))], model);
    const list = () => listLikeness(ctx, { projectId: world.project.id });
    expect(await list()).toMatchObject({ rows: [{ state: "scored", stale: false }], outdated: 0 });

    // Words on a picture change nothing it is laid beside; another picture does.
    await db
      .update(packageImages)
      .set({ lighting: "soft" })
      .where(eq(packageImages.id, june.images[0] ?? ""));
    expect(await list()).toMatchObject({ outdated: 0 });
    await newPicture(june.packageId, { yaw: 3, degrees: 10, slot: "expression" });
    const changed = [{ name: "JUNE", was: null, now: null }];
    const [row] = (await list()).rows;
    expect(row).toMatchObject({ state: "scored", stale: true, outdated: changed });
    expect(row?.value).toBeCloseTo(0.5, 5);
    expect((await likeness()).outdated).toEqual(changed);

    const asked = await measureLikeness(ctx, { of: { kind: "stale", projectId: world.project.id } });
    expect(asked).toMatchObject({ queued: 0, matched: 1 });
    const after = await list();
    expect(after).toMatchObject({ rows: [{ state: "scored", stale: false }], outdated: 0 });
    expect(after.rows[0]?.value).toBeCloseTo(Math.cos(Math.PI / 18), 5);
  });

  it("leaves a version that could not be read unread, and reads the others", async () => {
    node = await pair(false);
    const june = await newCharacter("JUNE", [{ yaw: 0 }]);
    await cast(june.id);
    const frame = await makeFrame(db, world.project, { shotId: world.shot.id, label: "B" });
    const version = await makeVersion(db, frame);
    await db.update(frames).set({ currentVersionId: version.id }).where(eq(frames.id, frame.id));
    await measure();
    const { job, jobId, leaseId } = await take();
    const of = job.recipe.params.of as { versionIds: string[] };
    const answers = of.versionIds.map((id) =>
      id === version.id ? { error: "The picture is damaged" } : seen(face(0)),
    );
    await finishWork(node, { jobId, leaseId, result: result(answers) });
    expect(await db.$count(faceReadings, eq(faceReadings.teamId, world.team.id))).toBe(1);
    expect((await likeness(version.id)).reading).toBeNull();
  });
});

describe("whose a face is", () => {
  const arrange = async () => {
    node = await pair(false);
    const june = await newCharacter("JUNE", [{ yaw: 0 }, { yaw: -40 }]);
    const theo = await newCharacter("THEO", [{ yaw: 10 }]);
    await cast(june.id, theo.id);
    await measure();
    await deliver([seen(face(-38), face(12, { box: { x: 44, y: 10, width: 18, height: 24 } }))]);
    const { faces } = await likeness();
    const [a, b] = faces;
    if (!a || !b) throw new Error("expected two faces");
    return { june, theo, a, b };
  };
  const whose = async () => (await likeness()).faces.map(({ characterId }) => characterId);

  it("is said by hand, laid beside the nearest picture, undone, and kept when it is measured again", async () => {
    const { june, a } = await arrange();
    const { before } = await assignFace(ctx, { faceId: a.id, characterId: june.id });
    const [row] = (await likeness()).faces;
    expect(row).toMatchObject({
      characterId: june.id,
      byHand: true,
      by: world.owner.name,
      nearest: { id: june.images[1] },
    });
    await assignFace(ctx, before);
    expect(await whose()).toEqual([null, null]);

    await assignFace(ctx, { faceId: a.id, characterId: june.id });
    await measure();
    expect(await whose()).toEqual([june.id, null]);
    // Read once more by a node that has a model: the face moved a little, the word of the hand stands.
    node = await pair(true);
    await measure();
    const moved = face(-36, { box: { x: 21, y: 11, width: 18, height: 24 }, embedding: vector(0) });
    await deliver([seen(moved)], model);
    expect(await whose()).toEqual([june.id]);
  });

  it("is one face a character in a picture, and only somebody of the cast", async () => {
    const { june, a, b } = await arrange();
    await assignFace(ctx, { faceId: a.id, characterId: june.id });
    await assignFace(ctx, { faceId: b.id, characterId: june.id });
    expect(await whose()).toEqual([null, june.id]);
    await expect(assignFace(ctx, { faceId: a.id, characterId: world.character })).rejects.toThrow(
      /does not cast Mara: add Mara to its cast first/,
    );
    const stranger = await makeWorld(db);
    await expect(assignFace(ctx, { faceId: a.id, characterId: stranger.character })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("the drift of a sequence", () => {
  it("follows each character through the frames in story order, with gaps", async () => {
    node = await pair(true);
    const june = await newCharacter("JUNE", [{ yaw: 0, degrees: 0 }]);
    await cast(june.id);
    const all = [world.version.id];
    for (const label of ["B", "C"]) {
      const frame = await makeFrame(db, world.project, { shotId: world.shot.id, label, position: all.length });
      const version = await makeVersion(db, frame);
      await db.update(frames).set({ currentVersionId: version.id }).where(eq(frames.id, frame.id));
      all.push(version.id);
    }
    const { sequenceId } = world.shot;
    await measureLikeness(ctx, { of: { kind: "sequence", sequenceId } });
    await deliver(
      [seen(face(10, { embedding: vector(30) })), seen(), seen(face(-20, { embedding: vector(60) }))],
      model,
    );

    const drift = await likenessDrift(ctx, { sequenceId });
    expect(drift.frames.map(({ versionId }) => versionId)).toEqual(all);
    expect(drift.characters).toMatchObject([
      {
        name: "JUNE",
        points: [
          { at: 0, yaw: 10 },
          { at: 2, yaw: -20 },
        ],
      },
    ]);
    expect(drift.characters[0]?.points[1]?.score).toBeCloseTo(0.5, 5);
    const list = await listLikeness(ctx, { projectId: world.project.id, sequenceId });
    expect(list.rows.map(({ label, state }) => [label, state])).toEqual([
      ["C", "scored"],
      ["A", "scored"],
      ["B", "no face"],
    ]);
  });
});

it("another team's things are not found", async () => {
  const stranger = await makeUser(db, (await makeWorld(db)).team.id);
  const theirs = asUser(db, (await makeWorld(db)).team.id, stranger);
  await expect(listLikeness(theirs, { projectId: world.project.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const of = { kind: "sequence" as const, sequenceId: world.shot.sequenceId };
  await expect(measureLikeness(theirs, { of })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await db.$count(shots, eq(shots.teamId, theirs.teamId))).toBe(1);
});
