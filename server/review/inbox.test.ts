import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { mentionText } from "@/contract/text/mentions";
import { shots } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeUser } from "@/db/testing/factories";
import { isFollowing, setFollow } from "@/server/inbox/follow";
import { countUnread, listInbox } from "@/server/inbox/list";
import { markInbox } from "@/server/inbox/mark";
import { mentionables } from "@/server/inbox/mentionables";
import { updateShot } from "@/server/script/update-shot";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { addNote } from "./notes";
import { setStatus } from "./set-status";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  const client = await makeUser(db, world.team.id, "client");
  const owner = asUser(db, world.team.id, world.owner);
  const artist = asUser(db, world.team.id, world.artist, "artist");
  return { world, owner, artist, client: asUser(db, world.team.id, client, "client"), clientUser: client };
};
const chip = (user: { id: string; name: string }) => mentionText({ id: user.id, label: user.name });

describe("the inbox", () => {
  it("tells whoever is named in a note, with the words and the way there", async () => {
    const { world, owner, artist } = await arrange();

    await addNote(owner, { frameId: world.frame.id, body: `${chip(world.artist)} look at the horizon` });

    const [item, ...rest] = await listInbox(artist, {});
    expect(rest).toEqual([]);
    expect(item).toMatchObject({ kind: "mention", subjectId: world.frame.id, who: world.owner.name, readAt: null });
    expect(item?.href).toBe(`/p/${world.project.slug}/review?sel=${world.frame.id}`);
    expect(item?.data.text).toContain("look at the horizon");
    expect(await countUnread(artist)).toBe(1);
    expect(await listInbox(owner, {})).toEqual([]);
  });

  it("tells the assignee and the followers of a judgement once each, and its writer follows from then on", async () => {
    const { world, owner, artist } = await arrange();
    await db.update(shots).set({ assigneeId: world.artist.id }).where(eq(shots.id, world.shot.id));
    await setFollow(artist, { subjectId: world.project.id, following: true });

    await setStatus(owner, { frameId: world.frame.id, status: "retake", body: "Lower the lamp" });
    await addNote(artist, { frameId: world.frame.id, body: "Lowered it" });

    expect((await listInbox(artist, {})).map(({ kind }) => kind)).toEqual(["status"]);
    expect((await listInbox(owner, {})).map(({ kind }) => kind)).toEqual(["note"]);
    expect(await isFollowing(owner, { subjectId: world.shot.id })).toBe(true);
  });

  it("keeps what the team says from a client, even when a client is named or follows", async () => {
    const { world, owner, client, clientUser } = await arrange();
    await setFollow(client, { subjectId: world.shot.id, following: true });

    await addNote(owner, { frameId: world.frame.id, body: `not for ${chip(clientUser)}`, audience: "team" });
    await addNote(owner, { frameId: world.frame.id, body: "for the client", audience: "client" });

    expect((await listInbox(client, {})).map(({ data }) => data.text)).toEqual(["for the client"]);
  });

  it("names nobody of another team, whatever id a text holds", async () => {
    const { world, owner } = await arrange();
    const other = await arrange();

    await addNote(owner, { frameId: world.frame.id, body: `${chip(other.world.artist)} hello` });

    expect(await listInbox(other.artist, {})).toEqual([]);
  });

  it("reads, archives and brings back one's own items only", async () => {
    const { world, owner, artist } = await arrange();
    for (const word of ["one", "two", "three"])
      await addNote(owner, { frameId: world.frame.id, body: `${chip(world.artist)} ${word}` });
    const [newest] = await listInbox(artist, { limit: 1 });
    const older = await listInbox(artist, { before: newest?.id });
    expect(older.map(({ data }) => String(data.text).split(" ").at(-1))).toEqual(["two", "one"]);

    const ids = older.map(({ id }) => id);
    expect((await markInbox(owner, { itemIds: ids, as: "archived" })).ids).toEqual([]);
    expect((await markInbox(artist, { itemIds: ids, as: "archived" })).ids.toSorted()).toEqual(ids.toSorted());
    expect((await listInbox(artist, {})).map(({ id }) => id)).toEqual([newest?.id]);
    expect(await listInbox(artist, { tab: "archived" })).toHaveLength(2);

    await markInbox(artist, { itemIds: ids, as: "kept" });
    await markInbox(artist, { as: "read" });
    expect(await listInbox(artist, { tab: "unread" })).toEqual([]);
    expect(await listInbox(artist, {})).toHaveLength(3);
  });

  it("tells who is given a shot or named in its words, once", async () => {
    const { world, owner, artist } = await arrange();
    const shotId = world.shot.id;
    await updateShot(owner, { shotId, assigneeId: world.artist.id });
    await updateShot(owner, { shotId, assigneeId: world.artist.id, description: `with ${chip(world.artist)}` });
    await updateShot(owner, { shotId, description: `still with ${chip(world.artist)}` });

    const items = await listInbox(artist, {});
    expect(items.map(({ kind }) => kind)).toEqual(["mention", "assigned"]);
    expect(items[0]?.href).toBe(`/p/${world.project.slug}/script/shots/${world.shot.code}`);
  });

  it("refuses to follow what is not there and what cannot be followed", async () => {
    const { artist } = await arrange();
    const other = await arrange();

    await expect(setFollow(artist, { subjectId: other.world.shot.id, following: true })).rejects.toThrow("not found");
    await expect(setFollow(artist, { subjectId: newId("media"), following: true })).rejects.toThrow("can be followed");
  });
});

describe("what an @ offers", () => {
  it("is the team, then the project's world, by any part of a name or code", async () => {
    const { world, artist } = await arrange();

    const hits = await mentionables(artist, { projectId: world.project.id, text: "mar" });

    expect(hits).toContainEqual({ kind: "character", id: world.character, label: "Mara", detail: "MARA" });
    const all = await mentionables(artist, { projectId: world.project.id });
    expect(all.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["user", "environment", "shot"]));
  });
});
