import { afterAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/db/testing/database";
import { makeProject, makeShot } from "@/db/testing/factories";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import {
  addToPlaylist,
  arrangePlaylist,
  createPlaylist,
  getPlaylist,
  listPlaylists,
  updatePlaylist,
} from "./playlists";
import { listViews, removeView, saveView, updateView } from "./saved-views";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  return {
    world,
    owner: asUser(db, world.team.id, world.owner),
    artist: asUser(db, world.team.id, world.artist, "artist"),
    projectId: world.project.id,
  };
};

describe("saved filters", () => {
  it("are one's own until they are shared, and then still one's own to change", async () => {
    const { owner, artist, projectId } = await arrange();
    const { id } = await saveView(artist, { projectId, area: "shots", name: "My retakes", query: "render=retake" });
    const seen = async () => (await listViews(owner, { projectId, area: "shots" })).map(({ name }) => name);

    expect(await seen()).not.toContain("My retakes");
    await updateView(artist, { viewId: id, shared: true });
    expect(await seen()).toContain("My retakes");

    await expect(updateView(owner, { viewId: id, name: "Taken" })).rejects.toThrow("not found");
    await expect(removeView(owner, { viewId: id })).rejects.toThrow("not found");
  });

  it("are saved again from what removing them answers", async () => {
    const { artist, projectId } = await arrange();
    const { id } = await saveView(artist, { projectId, area: "characters", name: "Leads", query: "tier=lead" });

    await saveView(artist, await removeView(artist, { viewId: id }));

    expect(await listViews(artist, { projectId, area: "characters" })).toMatchObject([
      { name: "Leads", query: "tier=lead", shared: false, mine: true },
    ]);
  });

  it("are shared by whoever may edit shots only", async () => {
    const { world, projectId } = await arrange();
    const client = asUser(db, world.team.id, world.artist, "client");
    const shared = { projectId, area: "shots" as const, name: "All", query: "", shared: true };

    await expect(saveView(client, shared)).rejects.toThrow(/artist/i);
  });
});

describe("a playlist", () => {
  it("keeps its order, takes a shot once, and goes back to how it was", async () => {
    const { world, owner, projectId } = await arrange();
    const [a, b] = [world.shot.id, (await makeShot(db, world.project)).id];
    const { id: playlistId } = await createPlaylist(owner, { projectId, name: "Monday", shotIds: [a] });

    expect((await addToPlaylist(owner, { playlistId, shotIds: [a, b] })).added).toEqual([b]);
    const { before } = await arrangePlaylist(owner, { playlistId, shotIds: [b] });
    expect((await getPlaylist(owner, { playlistId })).shotIds).toEqual([b]);
    await arrangePlaylist(owner, { playlistId, shotIds: before });
    expect((await getPlaylist(owner, { playlistId })).shotIds).toEqual([a, b]);

    await updatePlaylist(owner, { playlistId, archived: true });
    expect((await listPlaylists(owner, { projectId })).map(({ id }) => id)).not.toContain(playlistId);
  });

  it("takes no shot of another project, and keeps what it had", async () => {
    const { world, owner, projectId } = await arrange();
    const elsewhere = await makeShot(db, await makeProject(db, world.team.id));
    const { id: playlistId } = await createPlaylist(owner, { projectId, name: "Monday", shotIds: [world.shot.id] });

    await expect(addToPlaylist(owner, { playlistId, shotIds: [elsewhere.id] })).rejects.toThrow("not found");
    await expect(arrangePlaylist(owner, { playlistId, shotIds: [elsewhere.id] })).rejects.toThrow("not found");

    expect((await getPlaylist(owner, { playlistId })).shotIds).toEqual([world.shot.id]);
  });
});
