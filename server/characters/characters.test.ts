import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { characters, packageImages, packages, shotCast, shots, versions } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeMedia, makeUser } from "@/db/testing/factories";
import { updateProject } from "@/server/projects/update";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { addToNegative } from "./add-to-negative";
import { createCharacter } from "./create";
import { getCharacter } from "./get";
import { characterHistory } from "./history";
import { lineUp } from "./line-up";
import { listCharacters } from "./list";
import { quickExtra } from "./quick-extra";
import { setCharacterStatus } from "./set-status";
import { createSnippet, listSnippets, removeSnippet, updateSnippet } from "./snippets";
import { updateCharacter } from "./update";
import { characterUses } from "./uses";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = asUser(db, world.team.id, world.owner);
  const colleague = await makeUser(db, world.team.id, "artist");
  return {
    world,
    ctx,
    projectId: world.project.id,
    characterId: world.character,
    artist: asUser(db, world.team.id, world.artist, "artist"),
    colleague: asUser(db, world.team.id, colleague, "artist"),
    mara: () => getCharacter(ctx, { projectId: world.project.id, code: "MARA" }),
  };
};

describe("characters", () => {
  it("have a trigger word unique in their project, and give it back when archived", async () => {
    const { ctx, projectId } = await arrange();
    const pip = await createCharacter(ctx, { projectId, name: "Pip", triggerWord: "pip_lowtide" });

    const twin = createCharacter(ctx, { projectId, name: "Pip the second", triggerWord: "PIP_lowtide" });
    await expect(twin).rejects.toMatchObject({ code: "CONFLICT", field: "triggerWord" });

    await updateCharacter(ctx, { characterId: pip.id, archived: true });
    await createCharacter(ctx, { projectId, name: "Pip the second", triggerWord: "pip_lowtide" });
    await expect(updateCharacter(ctx, { characterId: pip.id, archived: false })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("may share a trigger word across projects", async () => {
    const [one, two] = [await arrange(), await arrange()];

    await createCharacter(one.ctx, { projectId: one.projectId, name: "Pip", triggerWord: "pip" });

    await expect(
      createCharacter(two.ctx, { projectId: two.projectId, name: "Pip", triggerWord: "pip" }),
    ).resolves.toBeTruthy();
  });

  it("refuse a code that is taken", async () => {
    const { ctx, projectId } = await arrange();

    await expect(createCharacter(ctx, { projectId, name: "Mara" })).rejects.toMatchObject({
      code: "CONFLICT",
      field: "code",
    });
  });

  it("keep the prompt they began as (A1)", async () => {
    const { ctx, projectId } = await arrange();
    const prompt = "a 35-year-old male office worker with short brown hair";
    const { code } = await createCharacter(ctx, { projectId, name: "Dave", start: { from: "prompt", prompt } });

    expect(await getCharacter(ctx, { projectId, code })).toMatchObject({ startedFrom: "prompt", startPrompt: prompt });
    const empty = createCharacter(ctx, { projectId, name: "Nobody", start: { from: "prompt", prompt: "  " } });
    await expect(empty).rejects.toThrow(/The prompt is empty/);
  });

  it("keep the picture they began as, with its rights, as hero and first candidate (A1)", async () => {
    const { ctx, projectId, world } = await arrange();
    const start = { from: "image", mediaId: world.media.id, source: "DAZ", licence: "Own render" } as const;
    const { code } = await createCharacter(ctx, { projectId, name: "Dave", start });

    const dave = await getCharacter(ctx, { projectId, code });
    expect(dave).toMatchObject({ startedFrom: "image", startMediaId: world.media.id, hero: { id: world.media.id } });
    expect(dave.packages[0]?.images).toMatchObject([{ slot: null, source: "DAZ", licence: "Own render" }]);

    const other = await makeWorld(db);
    const foreign = { from: "image", mediaId: other.media.id } as const;
    await expect(createCharacter(ctx, { projectId, name: "Theft", start: foreign })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const all = await db.select().from(characters).where(eq(characters.projectId, projectId));
    expect(all.map(({ name }) => name)).not.toContain("Theft");
  });

  it("come as quick extras in one act (E2)", async () => {
    const { ctx, projectId, world } = await arrange();
    const made = await quickExtra(ctx, {
      projectId,
      name: "Storekeeper",
      mediaId: world.media.id,
      voice: "Gruff, slow",
    });

    expect(await getCharacter(ctx, { projectId, code: made.code })).toMatchObject({
      tier: "extra",
      voice: { description: "Gruff, slow" },
      hero: { id: world.media.id },
      startedFrom: "image",
    });
  });
});

describe("changing a character", () => {
  it("keeps every field and tells history what it was before", async () => {
    const { ctx, characterId, mara } = await arrange();
    const words = {
      age: "20",
      gender: "man",
      ethnicity: "Spanish",
      mustHave: ["goatee", " goatee ", ""],
      heightCm: 181,
    };
    await updateCharacter(ctx, { characterId, ...words });
    await updateCharacter(ctx, { characterId, fragments: { pose: "leaning" } });
    await updateCharacter(ctx, { characterId, fragments: { expression: "(smile)" }, age: "21" });

    expect(await mara()).toMatchObject({
      ...words,
      age: "21",
      mustHave: ["goatee"],
      fragments: { pose: "leaning", expression: "(smile)" },
    });
    const [last] = await characterHistory(ctx, { characterId });
    expect(last?.changes).toEqual(
      expect.arrayContaining([
        { field: "age", before: "20", after: "21" },
        { field: "fragments.expression", before: "", after: "(smile)" },
      ]),
    );
    expect(last).toMatchObject({ who: ctx.actor.kind === "user" ? ctx.actor.name : "", mine: true });
  });

  it("writes no history when nothing is another", async () => {
    const { ctx, characterId } = await arrange();
    await updateCharacter(ctx, { characterId, age: "20" });
    await updateCharacter(ctx, { characterId, age: "20" });

    expect(await characterHistory(ctx, { characterId })).toHaveLength(1);
  });

  it("pages through history", async () => {
    const { ctx, characterId } = await arrange();
    for (const age of ["1", "2", "3"]) await updateCharacter(ctx, { characterId, age });
    const [first] = await characterHistory(ctx, { characterId, limit: 1 });

    const older = await characterHistory(ctx, { characterId, cursor: first?.id ?? 0 });
    expect(older.map(({ changes }) => changes[0]?.after)).toEqual(["2", "1"]);
  });

  it("tells the later of two people what the earlier wrote, and writes nothing of theirs", async () => {
    const { ctx, artist, colleague, characterId, mara } = await arrange();
    await updateCharacter(ctx, { characterId, description: "A lamplighter" });
    const saw = { description: "A lamplighter" };
    await updateCharacter(artist, { characterId, description: "A lamplighter of seventy", saw });

    const later = updateCharacter(colleague, { characterId, description: "A keeper of lamps", age: "70", saw });
    await expect(later).rejects.toMatchObject({ code: "CONFLICT", field: "description" });
    await expect(later).rejects.toThrow(/“A lamplighter of seventy”/);
    expect(await mara()).toMatchObject({ description: "A lamplighter of seventy", age: "" });
  });

  it("lets two people write two parts of one prompt", async () => {
    const { artist, colleague, characterId, mara } = await arrange();
    await Promise.all([
      updateCharacter(artist, { characterId, fragments: { pose: "sitting" }, saw: { fragments: { pose: "" } } }),
      updateCharacter(colleague, { characterId, fragments: { setting: "pier" }, saw: { fragments: { setting: "" } } }),
    ]);
    expect((await mara()).fragments).toEqual({ pose: "sitting", setting: "pier" });

    const late = updateCharacter(colleague, {
      characterId,
      fragments: { pose: "up" },
      saw: { fragments: { pose: "" } },
    });
    await expect(late).rejects.toMatchObject({ code: "CONFLICT", field: "fragments.pose" });
  });

  it("lets one of two at once win, and tells the other", async () => {
    const { artist, colleague, characterId } = await arrange();
    const both = await Promise.allSettled([
      updateCharacter(artist, { characterId, age: "30", saw: { age: "" } }),
      updateCharacter(colleague, { characterId, age: "40", saw: { age: "" } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("refuses what no field can hold, naming it", async () => {
    const { ctx, characterId } = await arrange();
    const change = (values: object) => updateCharacter(ctx, { characterId, ...values });
    await expect(change({ heightCm: 1.5 })).rejects.toThrow(/whole number of centimetres/);
    await expect(change({ palette: [{ hex: "red", name: "" }] })).rejects.toThrow(/six hex digits/);
    await expect(change({ age: "x".repeat(41) })).rejects.toThrow(/The age is longer than 40/);
    await expect(change({ mustHave: Array.from({ length: 41 }, (_, n) => `mark ${n}`) })).rejects.toThrow(/at most 40/);
  });
});

describe("the status of a character", () => {
  const word = { person: { depicts: "person", consent: false } } as const;

  it("goes from draft to locked through a supervisor, and back", async () => {
    const { artist, ctx, characterId, world } = await arrange();
    const supervisor = asUser(db, world.team.id, world.owner, "supervisor");
    expect(await setCharacterStatus(artist, { characterId, status: "in review" })).toMatchObject({ before: "draft" });
    await expect(setCharacterStatus(artist, { characterId, status: "approved" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(setCharacterStatus(supervisor, { characterId, status: "locked" })).rejects.toThrow(/Approve first/);
    await setCharacterStatus(supervisor, { characterId, status: "approved", saw: "in review" });
    await setCharacterStatus(supervisor, { characterId, status: "locked" });
    await expect(setCharacterStatus(artist, { characterId, status: "draft" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });

    await expect(updateCharacter(ctx, { characterId, age: "20" })).rejects.toThrow(/is locked .* nothing was changed/);
    await setCharacterStatus(supervisor, { characterId, status: "approved" });
    await updateCharacter(ctx, { characterId, age: "20" });
    const verbs = (await characterHistory(ctx, { characterId })).map(({ verb }) => verb);
    expect(verbs).toEqual([
      "changed the character",
      "unlocked the character",
      "locked the character",
      "approved the character",
      "put the character in review",
    ]);
  });

  it("is a conflict when somebody else decided meanwhile", async () => {
    const { ctx, characterId } = await arrange();
    await setCharacterStatus(ctx, { characterId, status: "in review" });

    const late = setCharacterStatus(ctx, { characterId, status: "approved", saw: "draft" });
    await expect(late).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is not approved while a picture of a real person has no consent, and the pictures are named (B31)", async () => {
    const { ctx, characterId, world } = await arrange();
    const only = eq(packageImages.id, world.packageImage);
    await db
      .update(packageImages)
      .set({ ...word.person, slot: "front" })
      .where(only);

    const approve = () => setCharacterStatus(ctx, { characterId, status: "approved" });
    await expect(approve()).rejects.toMatchObject({ code: "PRECONDITION_FAILED" });
    await expect(approve()).rejects.toThrow(/one picture shows a real person without consent: Front of Default outfit/);

    await db.update(packageImages).set({ consent: true }).where(only);
    await approve();
    expect(await characterHistory(ctx, { characterId, limit: 1 })).toMatchObject([{ verb: "approved the character" }]);
  });
});

describe("prompt snippets", () => {
  it("are kept in order, changed, removed and put back where they were", async () => {
    const { ctx, projectId, world } = await arrange();
    const { id } = await createSnippet(ctx, { projectId, title: "Wet", positive: "(wet hair:1.2)", negative: "dry" });
    const before = await listSnippets(ctx, { projectId });
    expect(before.map(({ title }) => title)).toEqual(["Matte", "Wet"]);

    const was = await updateSnippet(ctx, { snippetId: id, positive: "wet hair" });
    expect(was.before).toEqual({ title: "Wet", positive: "(wet hair:1.2)", negative: "dry" });
    const removed = await removeSnippet(ctx, { snippetId: world.snippet });
    expect(await listSnippets(ctx, { projectId })).toMatchObject([{ title: "Wet", positive: "wet hair" }]);
    await createSnippet(ctx, removed);
    expect((await listSnippets(ctx, { projectId })).map(({ title }) => title)).toEqual(["Matte", "Wet"]);

    await expect(createSnippet(ctx, { projectId, title: "Nothing" })).rejects.toMatchObject({ field: "positive" });
    await expect(updateSnippet(ctx, { snippetId: id, positive: "", negative: "" })).rejects.toThrow(/needs words/);
  });
});

describe("what surrounds a character", () => {
  it("gets the project's negative", async () => {
    const { ctx, projectId, mara } = await arrange();
    expect((await mara()).projectNegative).toBeNull();
    await updateProject(ctx, { projectId, defaultNegative: "hat, (blur:1.3)" });
    expect((await mara()).projectNegative).toBe("hat, (blur:1.3)");
  });

  it("gains what to avoid, on top of what it inherits, and gives it back (B24)", async () => {
    const { ctx, artist, projectId, characterId, mara } = await arrange();
    const base = "cartoon, painting, illustration, (worst quality, low quality, normal quality:2), necklace, lipstick";
    const { before } = await addToNegative(artist, { projectId, characterId, phrase: "extra fingers" });
    expect(before).toBeNull();
    expect((await mara()).negative).toBe(`${base}, extra fingers`);
    await updateCharacter(ctx, { characterId, negative: before });
    expect((await mara()).negative).toBeNull();

    await expect(addToNegative(artist, { projectId, phrase: "hat" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await addToNegative(ctx, { projectId, phrase: "hat" });
    expect((await mara()).projectNegative).toBe(`${base}, hat`);
    await expect(addToNegative(ctx, { projectId, phrase: " " })).rejects.toThrow(/The phrase is empty/);
  });

  it("stands in line by height, with the whole body where there is one", async () => {
    const { ctx, projectId, characterId, world } = await arrange();
    await updateCharacter(ctx, { characterId, heightCm: 168 });
    const body = await makeMedia(db, world.team.id);
    await db.insert(packageImages).values({
      id: newId("packageImage"),
      teamId: world.team.id,
      packageId: world.package,
      mediaId: body.id,
      slot: "full-body",
    });

    expect(await lineUp(ctx, { projectId })).toMatchObject([
      { heightCm: 168, picture: { id: body.id }, wholeBody: true },
    ]);
  });

  it("is found in shots and in the recipes of versions", async () => {
    const { ctx, characterId, world } = await arrange();
    await updateCharacter(ctx, { characterId, triggerWord: "mara_lowtide" });
    await db.insert(shotCast).values({ shotId: world.shot.id, characterId, teamId: world.team.id });
    const recipe = (prompt: string, mediaId: string) => ({
      ...{ format: 1 as const, pass: "img2img", passVersion: 1, seed: 1, mask: null },
      params: { prompt },
      inputs: [{ slot: "reference", mediaId, sha256: "00" }],
    });
    const other = await makeMedia(db, world.team.id);
    const set = (id: string, prompt: string, mediaId: string) =>
      db
        .update(versions)
        .set({ recipe: recipe(prompt, mediaId), mediaId: other.id })
        .where(eq(versions.id, id));
    await set(world.version.id, "Photo of Mara_lowtide, at dusk", other.id);
    await set(world.staged.id, "a lamp", world.media.id);
    await set(world.rejected.id, "mara_lowtide_two at dusk", other.id);

    const used = await characterUses(ctx, { characterId });
    expect(used.shots.map(({ id }) => id)).toEqual([world.shot.id]);
    expect(used.versions.map(({ id, why }) => [id, why]).sort()).toEqual(
      [
        [world.version.id, "trigger word"],
        [world.staged.id, "picture"],
      ].sort(),
    );

    // A picture that was taken out is theirs no more.
    await db
      .update(packageImages)
      .set({ removedAt: new Date().toISOString() })
      .where(eq(packageImages.id, world.packageImage));
    const left = await characterUses(ctx, { characterId });
    expect(left.versions.map(({ why }) => why)).toEqual(["trigger word"]);
  });

  it("is listed with the package that comes farthest and the shots that are not put away", async () => {
    const { ctx, world, projectId, characterId } = await arrange();
    const base = { teamId: world.team.id, projectId, characterId };
    const second = newId("package");
    await db.insert(packages).values({ id: second, ...base, name: "Coat" });
    const image = (packageId: string, slot: "front" | "back" | "up") => ({
      ...{ id: newId("packageImage"), teamId: world.team.id, mediaId: world.media.id, packageId, slot },
    });
    await db.insert(packageImages).values([image(world.package, "front"), image(second, "back"), image(second, "up")]);
    await db.insert(shotCast).values({ shotId: world.shot.id, characterId, teamId: world.team.id });

    const one = async () => (await listCharacters(ctx, { projectId }))[0];
    expect(await one()).toMatchObject({ readiness: { have: 2 }, shots: 1 });
    await db.update(packages).set({ archivedAt: new Date().toISOString() }).where(eq(packages.id, second));
    await db.update(shots).set({ archivedAt: new Date().toISOString() }).where(eq(shots.id, world.shot.id));
    expect(await one()).toMatchObject({ readiness: { have: 1 }, shots: 0 });
  });

  it("lists outfits with their LoRA names, without those put away", async () => {
    const { world, characterId, mara } = await arrange();
    await db.update(packages).set({ loraName: "MaraWearingRaincoat" }).where(eq(packages.id, world.package));
    const base = { teamId: world.team.id, projectId: world.project.id, characterId };
    await db
      .insert(packages)
      .values({ id: newId("package"), ...base, name: "Old", archivedAt: new Date().toISOString() });

    expect((await mara()).packages).toMatchObject([{ loraName: "MaraWearingRaincoat" }]);
  });

  it("get a free LoRA name suggested after the rule (E6)", async () => {
    const { world, characterId, mara } = await arrange();
    const base = { teamId: world.team.id, projectId: world.project.id, characterId };
    const dress = { ...base, name: "Sunflowers dress" };
    await db.insert(packages).values({ id: newId("package"), ...dress, position: 1 });
    await db
      .insert(packages)
      .values({ id: newId("package"), ...dress, loraName: "MaraWearingSunflowersDress", position: 2 });

    const names = (await mara()).packages.map(({ suggestedLoraName }) => suggestedLoraName);
    expect(names).toEqual(["MaraWearingDefaultOutfit", "MaraWearingSunflowersDress2", "MaraWearingSunflowersDress"]);
  });
});
