import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import type { Slot } from "@/contract/profile/angles";
import { characters, packageImages } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeMedia } from "@/db/testing/factories";
import { setCharacterStatus } from "@/server/characters/set-status";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { addPackageImages } from "./add-images";
import { getPackage } from "./get-package";
import { handOverDataset, previewDataset } from "./hand-over";
import { createPackage, updatePackage } from "./outfits";
import { placePackageImages } from "./place-images";
import { removePackageImages } from "./remove-images";
import { listRevisions, makeRevision, restoreRevision } from "./revisions";
import { setPackageStatus } from "./set-status";
import { signOffPackageImage } from "./sign-off";
import { takeBackHandOver, takeBackRevision } from "./take-back";
import { tellPackageImages } from "./tell-images";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  await db.delete(packageImages).where(eq(packageImages.id, world.packageImage));
  const ctx = asUser(db, world.team.id, world.owner);
  const artist = asUser(db, world.team.id, world.artist, "artist");
  return { world, ctx, artist, packageId: world.package };
};
type Arranged = Awaited<ReturnType<typeof arrange>>;

const put = async ({ world, ctx, packageId }: Arranged, slot: Slot | null, more = {}, by = ctx) => {
  const { id: mediaId } = await makeMedia(db, world.team.id);
  const { ids } = await addPackageImages(by, { packageId, images: [{ mediaId, slot, ...more }] });
  return ids[0] ?? "";
};
const shown = async ({ world, ctx }: Arranged) => {
  const { outfit } = await getPackage(ctx, { projectId: world.project.id, code: "MARA", outfit: world.package });
  if (!outfit) throw new Error("no outfit");
  return outfit;
};
const imageOf = async (a: Arranged, id: string) => (await shown(a)).images.find((image) => image.id === id);
const numbers = async (a: Arranged) =>
  (await listRevisions(a.ctx, { packageId: a.packageId })).map(({ number }) => number);
const refused = (message: RegExp) => ({ code: "PRECONDITION_FAILED", message: expect.stringMatching(message) });

describe("taking back a revision", () => {
  it("removes the newest, does not give its number again, and lets the same state be kept once more", async () => {
    const a = await arrange();
    await put(a, "front");
    const { number } = await makeRevision(a.ctx, { packageId: a.packageId });

    await takeBackRevision(a.ctx, { packageId: a.packageId, number });
    expect(await numbers(a)).toEqual([]);

    expect(await makeRevision(a.ctx, { packageId: a.packageId })).toMatchObject({ number: 2 });
  });

  it("leaves what something stands on: a later one, an approval, a dataset", async () => {
    const a = await arrange();
    const { packageId } = a;
    await put(a, "front");
    await makeRevision(a.ctx, { packageId });
    await handOverDataset(a.ctx, { packageId, resolution: 512 });
    await expect(takeBackRevision(a.ctx, { packageId, number: 1 })).rejects.toMatchObject(
      refused(/^v001 stays: a dataset was made of it/),
    );
    await put(a, "back");
    await setPackageStatus(a.ctx, { packageId, to: "in review" });
    await setPackageStatus(a.ctx, { packageId, to: "approved" });
    await expect(takeBackRevision(a.ctx, { packageId, number: 2 })).rejects.toMatchObject(refused(/it is approved/));
    await expect(takeBackRevision(a.ctx, { packageId, number: 1 })).rejects.toMatchObject(refused(/v002 was kept/));
    expect(await numbers(a)).toEqual([2, 1]);
  });
});

describe("taking back a hand-over", () => {
  it("removes it and the revision it kept, but not one that was there before", async () => {
    const a = await arrange();
    const { packageId } = a;
    const before = async () => (await previewDataset(a.ctx, { packageId, resolution: 512 })).before.length;
    await put(a, "front");
    const own = await handOverDataset(a.ctx, { packageId, resolution: 512 });
    await takeBackHandOver(a.ctx, { handoverId: own.id });
    expect([await before(), await numbers(a)]).toEqual([0, []]);

    await makeRevision(a.ctx, { packageId });
    const borrowed = await handOverDataset(a.ctx, { packageId, resolution: 512 });
    await takeBackHandOver(a.ctx, { handoverId: borrowed.id });
    expect([await before(), await numbers(a)]).toEqual([0, [2]]);
  });

  it("does not find another team's", async () => {
    const [a, other] = [await arrange(), await arrange()];
    await put(other, "front");
    const { id } = await handOverDataset(other.ctx, { packageId: other.packageId, resolution: 512 });
    await expect(takeBackHandOver(a.ctx, { handoverId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a sign-off that an act ended", () => {
  const signed = async (a: Arranged) => {
    const id = await put(a, "front");
    await signOffPackageImage(a.ctx, { imageId: id, signed: true });
    const { signedOffAt, signedOffBy } = (await imageOf(a, id)) ?? {};
    expect(signedOffBy).toBe(a.world.owner.name);
    return { id, was: { slot: "front", signedOffAt, signedOffBy } };
  };

  it("comes back with the undo of a move, as it was given", async () => {
    const a = await arrange();
    const { id, was } = await signed(a);
    const { before } = await placePackageImages(a.artist, { places: [{ imageId: id, slot: "back" }] });
    expect(await imageOf(a, id)).toMatchObject({ signedOffAt: null });

    await placePackageImages(a.artist, { places: before, undo: true });
    expect(await imageOf(a, id)).toMatchObject(was);
  });

  it("stays ended when the picture is moved back by hand, or by somebody else's undo", async () => {
    const a = await arrange();
    const { id } = await signed(a);
    const { before } = await placePackageImages(a.ctx, { places: [{ imageId: id, slot: "back" }] });
    await placePackageImages(a.ctx, { places: before });
    expect(await imageOf(a, id)).toMatchObject({ slot: "front", signedOffAt: null });

    await signOffPackageImage(a.ctx, { imageId: id, signed: true });
    const moved = await placePackageImages(a.ctx, { places: [{ imageId: id, slot: "back" }] });
    await placePackageImages(a.artist, { places: moved.before, undo: true });
    expect(await imageOf(a, id)).toMatchObject({ slot: "front", signedOffAt: null });
  });

  it("comes back when it was taken back by mistake", async () => {
    const a = await arrange();
    const { id, was } = await signed(a);
    const { before } = await signOffPackageImage(a.ctx, { imageId: id, signed: false });
    await signOffPackageImage(a.ctx, { ...before, undo: true });
    expect(await imageOf(a, id)).toMatchObject(was);
  });

  it("comes back, with the slot, when the picture that took its place is taken back", async () => {
    const a = await arrange();
    const { id, was } = await signed(a);
    const newcomer = await put(a, "front", {}, a.artist);
    expect(await imageOf(a, id)).toMatchObject({ slot: null, signedOffAt: null });

    await removePackageImages(a.artist, { imageIds: [newcomer], undo: true });
    expect(await imageOf(a, id)).toMatchObject(was);
  });

  it("survives a restore that leaves the picture in place, and comes back with the undo of one that does not", async () => {
    const a = await arrange();
    const { packageId } = a;
    const { id, was } = await signed(a);
    await makeRevision(a.ctx, { packageId });
    const other = await put(a, "back");
    await restoreRevision(a.ctx, { packageId, number: 1 });
    expect(await imageOf(a, id)).toMatchObject(was);

    await placePackageImages(a.ctx, { places: [{ imageId: other, slot: "back" }] });
    await signOffPackageImage(a.ctx, { imageId: other, signed: true });
    const { before } = await restoreRevision(a.ctx, { packageId, number: 1 });
    expect(await imageOf(a, other)).toMatchObject({ slot: null, signedOffAt: null });
    await restoreRevision(a.ctx, { packageId, number: before, undo: true });
    expect(await imageOf(a, other)).toMatchObject({ slot: "back", signedOffBy: a.world.owner.name });
  });
});

describe("a locked character", () => {
  const lock = async (a: Arranged) => {
    for (const status of ["approved", "locked"] as const)
      await setCharacterStatus(a.ctx, { characterId: a.world.character, status });
  };
  const statusOf = async (a: Arranged) =>
    (await db.select().from(characters).where(eq(characters.id, a.world.character)))[0]?.status;

  it("locks its packages: pictures, words, status, and new outfits", async () => {
    const a = await arrange();
    const { packageId } = a;
    const id = await put(a, "front");
    await lock(a);
    const locked = refused(/^Mara is locked and keeps as approved/);
    for (const act of [
      () => put(a, "back"),
      () => placePackageImages(a.ctx, { places: [{ imageId: id, slot: null }] }),
      () => tellPackageImages(a.ctx, { changes: [{ imageId: id, set: { lighting: "hard" } }] }),
      () => updatePackage(a.ctx, { packageId, hair: "Short" }),
      () => setPackageStatus(a.ctx, { packageId, to: "in review" }),
      () => createPackage(a.ctx, { characterId: a.world.character, name: "Raincoat" }),
      () => makeRevision(a.ctx, { packageId }),
    ])
      await expect(act()).rejects.toMatchObject(locked);
  });

  it("loses its approval, and so does its locked package, when a person in it no longer agrees", async () => {
    const a = await arrange();
    const { packageId } = a;
    await put(a, "back", { depicts: "drawn" });
    await setPackageStatus(a.ctx, { packageId, to: "in review" });
    await setPackageStatus(a.ctx, { packageId, to: "approved" });
    const id = await put(a, "front", { depicts: "person", consent: true });
    await setPackageStatus(a.ctx, { packageId, to: "in review" });
    for (const to of ["approved", "locked"] as const) await setPackageStatus(a.ctx, { packageId, to });
    await lock(a);

    const { lost } = await tellPackageImages(a.artist, { changes: [{ imageId: id, set: { consent: false } }] });

    expect(lost).toEqual({ revision: 2, character: "Mara" });
    expect(await statusOf(a)).toBe("in review");
    expect(await shown(a)).toMatchObject({ status: "in review", approvedRevision: null });
    await expect(setPackageStatus(a.ctx, { packageId, to: "approved" })).rejects.toMatchObject(refused(/No consent/));
    // Open again: the picture can be taken out.
    await expect(removePackageImages(a.artist, { imageIds: [id] })).resolves.toBeDefined();
  });

  it("keeps approvals that rest on other pictures", async () => {
    const a = await arrange();
    const { packageId } = a;
    await put(a, "back", { depicts: "drawn" });
    await setPackageStatus(a.ctx, { packageId, to: "in review" });
    await setPackageStatus(a.ctx, { packageId, to: "approved" });
    const late = await put(a, "front", { depicts: "person", consent: true });

    const { lost } = await tellPackageImages(a.ctx, { changes: [{ imageId: late, set: { consent: false } }] });

    expect(lost).toBeNull();
    expect(await shown(a)).toMatchObject({ status: "approved", approvedRevision: 1 });
  });
});

describe("approving", () => {
  it("says what nobody said of the pictures, and goes on", async () => {
    const a = await arrange();
    await put(a, "front", { depicts: "drawn", source: "Mei" });
    await put(a, "back", { source: "Mei" });
    await setPackageStatus(a.ctx, { packageId: a.packageId, to: "in review" });
    const lines = ["Of 1 of 2 pictures it is not said whom it shows.", "Of no picture is the licence named."];
    expect(await setPackageStatus(a.ctx, { packageId: a.packageId, to: "approved" })).toMatchObject({
      status: "approved",
      warnings: lines,
    });
    expect(await setCharacterStatus(a.ctx, { characterId: a.world.character, status: "approved" })).toMatchObject({
      warnings: lines,
    });
  });
});

it.each([
  ["image/vnd.radiance", "dusk.hdr", /^dusk\.hdr is a Radiance HDR file, which Backlot takes only for environments/],
  ["image/x-exr", "dusk.exr", /^dusk\.exr is an OpenEXR file/],
])("refuses a picture of light by its name: %s", async (mime, name, message) => {
  const a = await arrange();
  const { id: mediaId } = await makeMedia(db, a.world.team.id, { mime, name });
  await expect(addPackageImages(a.ctx, { packageId: a.packageId, images: [{ mediaId }] })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringMatching(message),
  });
});
