import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import type { Slot } from "@/contract/profile/angles";
import { activity, characters, packageImages } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeMedia } from "@/db/testing/factories";
import { listCharacters } from "@/server/characters/list";
import { asUser } from "@/server/testing/contexts";
import { makeWorld, type World } from "@/server/testing/world";
import { addPackageImages } from "./add-images";
import { alikeImages } from "./alike";
import { getPackage } from "./get-package";
import { handOverDataset, previewDataset } from "./hand-over";
import { judgePackageImages } from "./judge-images";
import { createPackage, orderPackages, updatePackage } from "./outfits";
import { placePackageImages } from "./place-images";
import { removePackageImages, restorePackageImages } from "./remove-images";
import { compareRevisions, listRevisions, makeRevision, restoreRevision } from "./revisions";
import { setPackageStatus } from "./set-status";
import { signOffPackageImage } from "./sign-off";
import { tellPackageImages } from "./tell-images";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  await db.delete(packageImages).where(eq(packageImages.id, world.packageImage));
  const ctx = asUser(db, world.team.id, world.owner);
  const artist = asUser(db, world.team.id, world.artist, "artist");
  return { world, ctx, artist, projectId: world.project.id };
};
type Arranged = Awaited<ReturnType<typeof arrange>>;

/** Pictures with files of their own, in these places. */
const put = async ({ world, ctx }: Arranged, ...slots: (Slot | null)[]) => {
  const images = [];
  for (const slot of slots) images.push({ mediaId: (await makeMedia(db, world.team.id)).id, slot });
  return (await addPackageImages(ctx, { packageId: world.package, images })).ids as [string, ...string[]];
};
const shown = async ({ world, ctx }: Pick<Arranged, "world" | "ctx">, outfit: string = world.package) => {
  const answer = await getPackage(ctx, { projectId: world.project.id, code: "MARA", outfit });
  if (!answer.outfit) throw new Error("no outfit");
  return answer.outfit;
};
const slotsOf = async (a: Pick<Arranged, "world" | "ctx">) =>
  Object.fromEntries((await shown(a)).images.map(({ id, slot }) => [id, slot]));
const refused = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });

describe("adding pictures", () => {
  it("keeps where each came from, and whose it is", async () => {
    const a = await arrange();
    const [sheet, cut] = [await makeMedia(db, a.world.team.id), await makeMedia(db, a.world.team.id)];
    const { ids } = await addPackageImages(a.ctx, {
      packageId: a.world.package,
      images: [
        { mediaId: cut.id, origin: "sheet", sourceMediaId: sheet.id, prompt: "mara --ar 4:5", source: "Mei" },
        { mediaId: sheet.id, origin: "upload", yaw: -40, pitch: 2 },
      ],
      ...{ source: "Ola", licence: "CC0", depicts: "drawn" },
    });

    const { images } = await shown(a);
    expect(images.map(({ id }) => id)).toEqual(ids);
    expect(images[0]).toMatchObject({
      ...{ origin: "sheet", sourceMediaId: sheet.id, prompt: "mara --ar 4:5", source: "Mei", licence: "CC0" },
      ...{ depicts: "drawn", angleBy: null },
    });
    expect(images[1]).toMatchObject({ source: "Ola", yaw: -40, angleBy: "hand" });
  });

  it("refuses another team's picture, clip and sheet as not found", async () => {
    const [a, other] = [await arrange(), await arrange()];
    const add = (image: { mediaId: string; sourceMediaId?: string; clipId?: string }) =>
      addPackageImages(a.ctx, { packageId: a.world.package, images: [image] });
    await expect(add({ mediaId: other.world.media.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const mine = { mediaId: a.world.media.id };
    await expect(add({ ...mine, sourceMediaId: other.world.media.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(add({ ...mine, clipId: newId("clip") })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("leaves an angle to whom filled it meanwhile, and keeps the late picture as a candidate", async () => {
    const a = await arrange();
    const [theirs] = await put(a, "front");
    const media = await makeMedia(db, a.world.team.id);

    const answer = await addPackageImages(a.artist, {
      packageId: a.world.package,
      images: [{ mediaId: media.id, slot: "front", seen: null }],
    });

    expect(answer).toMatchObject({ displaced: [], late: [{ imageId: answer.ids[0], slot: "front" }] });
    expect(await slotsOf(a)).toEqual({ [theirs]: "front", [answer.ids[0] ?? ""]: null });
  });
});

describe("readiness", () => {
  it("is usable at three angles and names the missing ones", async () => {
    const a = await arrange();
    await put(a, "front", "profile-left", "profile-right");
    const [mara] = await listCharacters(a.ctx, { projectId: a.projectId });
    expect(mara?.readiness).toMatchObject({ have: 3, word: "usable" });
    expect(mara?.readiness.missing).toContain("back");
    const { outfits } = await getPackage(a.ctx, { projectId: a.projectId, code: "MARA" });
    expect(outfits).toMatchObject([{ name: "Default outfit", filled: 3 }]);
  });
});

describe("placing", () => {
  it("swaps two angles, sends to the tray whom a candidate displaces, and undoes both", async () => {
    const a = await arrange();
    const [front, left, candidate] = await put(a, "front", "profile-left", null);
    const start = await slotsOf(a);

    const swap = await placePackageImages(a.ctx, { places: [{ imageId: front, slot: "profile-left" }] });
    expect(await slotsOf(a)).toMatchObject({ [front]: "profile-left", [left ?? ""]: "front" });
    await placePackageImages(a.ctx, { places: swap.before });
    expect(await slotsOf(a)).toEqual(start);

    const push = await placePackageImages(a.ctx, { places: [{ imageId: candidate ?? "", slot: "front" }] });
    expect(await slotsOf(a)).toMatchObject({ [front]: null, [candidate ?? ""]: "front" });
    await placePackageImages(a.ctx, { places: push.before });
    expect(await slotsOf(a)).toEqual(start);
  });

  it("chooses a discarded picture again by placing it, and undoes that too", async () => {
    const a = await arrange();
    const [id] = await put(a, null);
    await judgePackageImages(a.ctx, { verdicts: [{ imageId: id, keep: false }] });

    const { before } = await placePackageImages(a.ctx, { places: [{ imageId: id, slot: "front" }] });
    expect((await shown(a)).images[0]).toMatchObject({ slot: "front", keep: null });

    await placePackageImages(a.ctx, { places: before });
    expect((await shown(a)).images[0]).toMatchObject({ slot: null, keep: false });
  });

  it("lets a close-up hold any number", async () => {
    const a = await arrange();
    const ids = await put(a, "expression", "expression", null);
    await placePackageImages(a.ctx, { places: [{ imageId: ids[2] ?? "", slot: "expression" }] });
    expect(Object.values(await slotsOf(a))).toEqual(["expression", "expression", "expression"]);
  });

  it("tells the later of two who fill one slot at once, and moves nothing of theirs", async () => {
    const a = await arrange();
    const [one, two] = await put(a, null, null);
    const seen = [{ slot: "front" as const, imageId: null }];

    const results = await Promise.allSettled([
      placePackageImages(a.ctx, { places: [{ imageId: one, slot: "front" }], seen }),
      placePackageImages(a.artist, { places: [{ imageId: two ?? "", slot: "front" }], seen }),
    ]);

    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [loser] = results.filter((result) => result.status === "rejected");
    expect(loser?.reason).toMatchObject(refused("CONFLICT", /^Front was filled with another picture by someone else/));
    expect(Object.values(await slotsOf(a)).sort()).toEqual(["front", null]);
  });

  it("refuses two pictures for one angle", async () => {
    const a = await arrange();
    const [one, two] = await put(a, null, null);
    const places = [one, two ?? ""].map((imageId) => ({ imageId, slot: "front" as const }));
    await expect(placePackageImages(a.ctx, { places })).rejects.toMatchObject(refused("BAD_REQUEST", /^Front: one/));
  });
});

describe("keep and discard", () => {
  it("takes many at once, and its answer undoes it", async () => {
    const a = await arrange();
    const ids = await put(a, null, null, null);
    const keeps = async () => (await shown(a)).images.map(({ keep }) => keep);

    await judgePackageImages(a.ctx, { verdicts: [{ imageId: ids[0], keep: true }] });
    const { before } = await judgePackageImages(a.ctx, {
      verdicts: ids.map((imageId, at) => ({ imageId, keep: at === 0 ? null : false })),
    });
    expect(await keeps()).toEqual([null, false, false]);

    await judgePackageImages(a.ctx, { verdicts: before });
    expect(await keeps()).toEqual([true, null, null]);
  });

  it("does not reach into another package or another team", async () => {
    const [a, other] = [await arrange(), await arrange()];
    const [mine] = await put(a, null);
    const [theirs] = await put(other, null);
    const verdicts = [mine, theirs].map((imageId) => ({ imageId, keep: true }));
    await expect(judgePackageImages(a.ctx, { verdicts })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await shown(a)).images[0]?.keep).toBeNull();
  });
});

describe("telling", () => {
  it("sets angle by hand, light, expression and rights, and undoes it", async () => {
    const a = await arrange();
    const [id] = await put(a, null);
    const set = {
      yaw: -88,
      pitch: 4,
      lighting: "soft",
      expression: "smile",
      depicts: "person",
      consent: true,
    } as const;

    const { before } = await tellPackageImages(a.ctx, { changes: [{ imageId: id, set }] });
    expect((await shown(a)).images[0]).toMatchObject({ ...set, angleBy: "hand" });

    await tellPackageImages(a.ctx, { changes: before });
    expect((await shown(a)).images[0]).toMatchObject({ yaw: null, angleBy: null, lighting: "", depicts: "unknown" });
  });

  it("loses nobody's text: the later of two sees the conflict", async () => {
    const a = await arrange();
    const [id] = await put(a, null);
    const was = { source: "" };
    await tellPackageImages(a.artist, { changes: [{ imageId: id, set: { source: "Ola Berg" }, was }] });

    const later = tellPackageImages(a.ctx, { changes: [{ imageId: id, set: { source: "Mei" }, was }] });

    await expect(later).rejects.toMatchObject(refused("CONFLICT", /changed the source of this picture to “Ola Berg”/));
    expect((await shown(a)).images[0]?.source).toBe("Ola Berg");
  });

  it("refuses an angle beyond the sphere", async () => {
    const a = await arrange();
    const [id] = await put(a, null);
    await expect(tellPackageImages(a.ctx, { changes: [{ imageId: id, set: { pitch: 120 } }] })).rejects.toThrow();
  });
});

describe("sign-off", () => {
  it("is a supervisor's, holds for a slot with its known deviations, and ends when the picture moves", async () => {
    const a = await arrange();
    const [front, candidate] = await put(a, "front", null);
    const sign = { imageId: front, signed: true, deviations: "Left ear lower" };

    await expect(signOffPackageImage(a.artist, sign)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(signOffPackageImage(a.ctx, { imageId: candidate ?? "", signed: true })).rejects.toMatchObject(
      refused("PRECONDITION_FAILED", /A candidate has no slot/),
    );
    const { before } = await signOffPackageImage(a.ctx, sign);
    const of = async () => (await shown(a)).images.find(({ id }) => id === front);
    expect(await of()).toMatchObject({ signedOffBy: a.world.owner.name, deviations: "Left ear lower" });

    await signOffPackageImage(a.ctx, before);
    expect(await of()).toMatchObject({ signedOffBy: null, deviations: "" });

    await signOffPackageImage(a.ctx, sign);
    await placePackageImages(a.ctx, { places: [{ imageId: front, slot: "back" }] });
    expect(await of()).toMatchObject({ signedOffBy: null, slot: "back", deviations: "Left ear lower" });
  });
});

describe("removing", () => {
  it("hides a picture from every reader and puts it back where it stood", async () => {
    const a = await arrange();
    const [front] = await put(a, "front");
    const readiness = async () => (await listCharacters(a.ctx, { projectId: a.projectId }))[0]?.readiness.have;

    await removePackageImages(a.ctx, { imageIds: [front] });
    expect((await shown(a)).images).toEqual([]);
    expect(await readiness()).toBe(0);
    await expect(judgePackageImages(a.ctx, { verdicts: [{ imageId: front, keep: true }] })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });

    expect(await restorePackageImages(a.ctx, { imageIds: [front] })).toMatchObject({ late: [] });
    expect(await slotsOf(a)).toEqual({ [front]: "front" });
    expect(await readiness()).toBe(1);
  });

  it("comes back as a candidate when its angle was filled meanwhile", async () => {
    const a = await arrange();
    const [old] = await put(a, "front");
    await removePackageImages(a.ctx, { imageIds: [old] });
    const [now] = await put(a, "front");

    expect(await restorePackageImages(a.ctx, { imageIds: [old] })).toMatchObject({ late: [old] });
    expect(await slotsOf(a)).toEqual({ [old]: null, [now]: "front" });
  });
});

describe("outfits", () => {
  it("are described, renamed and undone; the later of two edits is a conflict", async () => {
    const a = await arrange();
    const { revision } = await shown(a);
    const set = { name: "Oilskins", hair: "KOO Clyde G9", props: ["lantern", "rope"] };

    const { before } = await updatePackage(a.ctx, { packageId: a.world.package, revision, ...set });
    expect(await shown(a)).toMatchObject(set);
    await expect(
      updatePackage(a.artist, { packageId: a.world.package, revision, name: "Raincoat" }),
    ).rejects.toMatchObject(refused("CONFLICT", /while you were writing/));

    await updatePackage(a.ctx, { packageId: a.world.package, ...before });
    expect(await shown(a)).toMatchObject({ name: "Default outfit", hair: "", props: [] });
  });

  it("suggest a LoRA name and keep the chosen one unique in the project, in any case", async () => {
    const a = await arrange();
    const { id } = await createPackage(a.ctx, { characterId: a.world.character, name: "Sunflowers dress" });
    expect((await shown(a, id)).suggestedLora).toBe("MaraWearingSunflowersDress");

    await updatePackage(a.ctx, { packageId: id, loraName: "MaraWearingSunflowersDress" });
    const twin = updatePackage(a.ctx, { packageId: a.world.package, loraName: "marawearingsunflowersdress" });
    await expect(twin).rejects.toMatchObject({ code: "CONFLICT", field: "loraName" });
    await expect(updatePackage(a.ctx, { packageId: id, loraName: "Mara dress!" })).rejects.toThrow(/LoRA's name/);
  });

  it("are ordered, archived except the last, and brought back", async () => {
    const a = await arrange();
    const { world, ctx } = a;
    const archive = (packageId: string, archived = true) => updatePackage(ctx, { packageId, archived });
    await expect(archive(world.package)).rejects.toMatchObject(refused("PRECONDITION_FAILED", /only outfit/));

    const { id } = await createPackage(ctx, { characterId: world.character, name: "Raincoat" });
    const order = { characterId: world.character, packageIds: [id, world.package] };
    expect(await orderPackages(ctx, order)).toEqual({ before: [world.package, id] });
    const names = async () =>
      (await getPackage(ctx, { projectId: world.project.id, code: "MARA" })).outfits.map(({ name }) => name);
    expect(await names()).toEqual(["Raincoat", "Default outfit"]);
    await expect(orderPackages(ctx, { ...order, packageIds: [id] })).rejects.toMatchObject({ code: "BAD_REQUEST" });

    await archive(id);
    await expect(put({ ...a, world: { ...world, package: id } as World }, "front")).rejects.toMatchObject(
      refused("PRECONDITION_FAILED", /is archived/),
    );
    await archive(id, false);
    expect((await shown(a, id)).archivedAt).toBeNull();
  });
});

describe("status", () => {
  const to = (a: Arranged, status: "draft" | "in review" | "approved" | "locked", ctx = a.ctx) =>
    setPackageStatus(ctx, { packageId: a.world.package, to: status });

  it("goes draft → in review → approved → locked; only a supervisor decides", async () => {
    const a = await arrange();
    const [front] = await put(a, "front");

    await expect(to(a, "approved")).rejects.toMatchObject(
      refused("PRECONDITION_FAILED", /draft cannot become approved/),
    );
    await to(a, "in review", a.artist);
    await expect(to(a, "approved", a.artist)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await to(a, "approved")).toMatchObject({ before: "in review", approvedRevision: 1 });
    await to(a, "locked");

    const locked = refused("PRECONDITION_FAILED", /is locked: unlock it/);
    await expect(put(a, "back")).rejects.toMatchObject(locked);
    await expect(placePackageImages(a.ctx, { places: [{ imageId: front, slot: null }] })).rejects.toMatchObject(locked);
    await expect(removePackageImages(a.ctx, { imageIds: [front] })).rejects.toMatchObject(locked);
    await expect(updatePackage(a.ctx, { packageId: a.world.package, name: "X" })).rejects.toMatchObject(locked);
    await to(a, "approved");
    await to(a, "draft");
    expect(await shown(a)).toMatchObject({ status: "draft", approvedRevision: 1 });
  });

  it("is not approved while a person's consent is missing, and says in which picture", async () => {
    const a = await arrange();
    const media = await makeMedia(db, a.world.team.id, { name: "ola-portrait.jpg" });
    const { ids } = await addPackageImages(a.ctx, {
      packageId: a.world.package,
      images: [{ mediaId: media.id, slot: "front", depicts: "person" }],
    });
    await to(a, "in review");

    await expect(to(a, "approved")).rejects.toMatchObject(
      refused("PRECONDITION_FAILED", /No consent is recorded for the person in ola-portrait\.jpg \(Front\)/),
    );
    await tellPackageImages(a.ctx, { changes: [{ imageId: ids[0] ?? "", set: { consent: true } }] });
    await expect(to(a, "approved")).resolves.toMatchObject({ status: "approved" });
  });

  it("is not approved without a placed picture, nor against what another just decided", async () => {
    const a = await arrange();
    await put(a, null);
    await to(a, "in review");
    await expect(to(a, "approved")).rejects.toMatchObject(
      refused("PRECONDITION_FAILED", /No picture stands in a slot/),
    );
    const late = setPackageStatus(a.ctx, { packageId: a.world.package, to: "in review", from: "draft" });
    await expect(late).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("withdraws an approval and unpins its revision", async () => {
    const a = await arrange();
    await put(a, "front");
    await to(a, "in review");
    await to(a, "approved");
    await put(a, "back");
    expect(await shown(a)).toMatchObject({ status: "approved", changedSinceApproval: 1 });
    expect(await to(a, "in review")).toMatchObject({ approvedRevision: null });
    const [v001] = await listRevisions(a.ctx, { packageId: a.world.package });
    expect(v001).toMatchObject({ number: 1, approvedAt: null });
  });
});

describe("revisions", () => {
  it("are kept, compared, restored as new, and undone", async () => {
    const a = await arrange();
    const packageId = a.world.package;
    const [front, tray] = await put(a, "front", null);
    await makeRevision(a.ctx, { packageId, note: "First pass" });
    await expect(makeRevision(a.ctx, { packageId })).rejects.toMatchObject(
      refused("PRECONDITION_FAILED", /Nothing changed since v001/),
    );
    const [late] = await put(a, "back");
    await removePackageImages(a.ctx, { imageIds: [front] });

    const { differences, pictures } = await compareRevisions(a.ctx, { packageId, before: 1, after: null });
    expect(differences.map(({ kind, imageId }) => [kind, imageId])).toEqual([
      ["removed", front],
      ["added", late],
    ]);
    expect(pictures).toHaveLength(2);

    const restored = await restoreRevision(a.ctx, { packageId, number: 1 });
    expect(restored).toEqual({ number: 3, before: 2 });
    expect(await slotsOf(a)).toEqual({ [front]: "front", [tray ?? ""]: null, [late]: null });

    await restoreRevision(a.ctx, { packageId, number: restored.before });
    expect(await slotsOf(a)).toMatchObject({ [tray ?? ""]: null, [late]: "back" });
    expect((await listRevisions(a.ctx, { packageId })).map(({ number }) => number)).toEqual([4, 3, 2, 1]);
  });
});

describe("a dataset of a package", () => {
  it("holds what is chosen, with captions; its advice is kept and blocks nothing", async () => {
    const a = await arrange();
    const packageId = a.world.package;
    await db.update(characters).set({ triggerWord: "mara_lowtide" }).where(eq(characters.id, a.world.character));
    const ids = await put(a, "profile-left", null, null);
    await judgePackageImages(a.ctx, { verdicts: [{ imageId: ids[1] ?? "", keep: true }] });
    await tellPackageImages(a.ctx, {
      changes: [{ imageId: ids[0], set: { lighting: "soft", depicts: "drawn" } }],
    });

    const preview = await previewDataset(a.ctx, { packageId, resolution: 512, use: { width: 1440, height: 1080 } });
    expect(preview.entries.map(({ name, caption }) => [name.replace(/\..*/, ""), caption])).toEqual([
      ["01_profile-left", "mara_lowtide, profile view facing left, soft light"],
      ["02_candidate", "mara_lowtide, portrait"],
    ]);
    expect(preview.advice.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["few-images", "no-regularisation", "resolution-mismatch", "depicts-unknown"]),
    );

    const made = await handOverDataset(a.ctx, { packageId, resolution: 512 });
    expect(made).toMatchObject({ revision: 1, pictures: 2 });
    const { before } = await previewDataset(a.ctx, { packageId, resolution: 512 });
    expect(before).toMatchObject([{ revision: 1, resolution: 512, advice: made.advice }]);
  });

  it("needs at least one chosen picture", async () => {
    const a = await arrange();
    await put(a, null);
    await expect(handOverDataset(a.ctx, { packageId: a.world.package, resolution: 512 })).rejects.toMatchObject(
      refused("PRECONDITION_FAILED", /No picture is chosen/),
    );
  });
});

describe("likeness of pictures", () => {
  it("is told of the pairs that are near, of this package alone", async () => {
    const a = await arrange();
    const ids = await put(a, null, null, null);
    const hashes = ["00000000ffffffff", "00000000fffffffe", "f0f0f0f00f0f0f0f"];
    for (const [at, phash] of hashes.entries())
      await db
        .update(packageImages)
        .set({ phash })
        .where(eq(packageImages.id, ids[at] ?? ""));

    const pairs = await alikeImages(a.ctx, { packageId: a.world.package });

    expect(pairs.map(({ a, b, whole }) => [[a, b].sort(), whole])).toEqual([[[ids[0], ids[1] ?? ""].sort(), 1]]);
  });
});

it("writes down who did what", async () => {
  const a = await arrange();
  const [front] = await put(a, "front");
  await signOffPackageImage(a.ctx, { imageId: front, signed: true });
  const rows = await db.select({ verb: activity.verb }).from(activity).where(eq(activity.teamId, a.world.team.id));
  expect(rows.map(({ verb }) => verb)).toEqual(["added package pictures", "signed off a package picture"]);
});
