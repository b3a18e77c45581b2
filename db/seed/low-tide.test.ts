import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { and, eq, isNull, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { flaggedAbove } from "@/contract/environment/panorama";
import { angleIds } from "@/contract/profile/angles";
import { duplicatesOf } from "@/contract/profile/duplicates";
import { statusIds } from "@/contract/statuses";
import { mentionsOf } from "@/contract/text/mentions";
import {
  characters,
  environmentImages,
  environmentStates,
  follows,
  inboxItems,
  media,
  notes,
  packageImages,
  packageRevisions,
  packages,
  projects,
  setupLinks,
  shots,
  tasks,
} from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeTeam } from "@/db/testing/factories";
import { hashSecret } from "@/server/auth/secrets";
import type { StudioContext } from "@/server/context";
import { stopDecoder } from "@/server/media/decoder";
import { alikeImages } from "@/server/profiles/alike";
import { localStorage } from "@/server/storage/local";
import { setUp } from "@/server/teams/set-up";
import { asUser } from "@/server/testing/contexts";
import { listPlaylists } from "@/server/views/playlists";
import { listViews } from "@/server/views/saved-views";
import { seedLowTide } from "./low-tide";
import { spreadTime } from "./spread-time";

const file = await createTestDatabase();
const { db } = file;
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-sample-"));
let ctx: StudioContext;
let projectId: string;
let owner: StudioContext;
beforeAll(async () => {
  vi.stubEnv("BACKLOT_DATA", folder);
  vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
  vi.stubEnv("DATABASE_URL", file.url);
  const { id: teamId } = await makeTeam(db, { name: "Studio" });
  ctx = { db, teamId, storage: localStorage(folder), actor: { kind: "system", id: "system", name: "Backlot" } };
  await seedLowTide(ctx);
  await spreadTime(db, teamId);
  const [project] = await db.select().from(projects).where(eq(projects.teamId, teamId));
  projectId = project?.id ?? "";
  const token = "a token of the test";
  await db.insert(setupLinks).values({ tokenHash: hashSecret(token), expiresAt: sql`now() + interval '1 hour'` });
  const made = await setUp(db, { token, name: "Mei", email: "mei@example.test", password: "a quiet evening tide" });
  owner = asUser(db, teamId, { id: made.userId, name: "Mei" }, "owner");
}, 120_000);
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(folder, { recursive: true });
});

const packageOf = async (code: string) => {
  const [row] = await db
    .select({ id: packages.id, status: packages.status, approved: packages.approvedRevision })
    .from(packages)
    .innerJoin(characters, eq(characters.id, packages.characterId))
    .where(eq(characters.code, code));
  if (!row) throw new Error(`${code} has no package`);
  const images = await db
    .select()
    .from(packageImages)
    .where(and(eq(packageImages.packageId, row.id), isNull(packageImages.removedAt)));
  const angles = images.filter(({ slot }) => slot !== null && (angleIds as readonly string[]).includes(slot));
  return { ...row, images, angles };
};

it("Mara's nine angles are signed off and approved as a revision", async () => {
  const mara = await packageOf("MARA");

  expect([mara.angles.length, mara.status, mara.approved]).toEqual([9, "approved", 1]);
  expect(mara.images.every(({ signedOffAt, slot }) => slot === null || signedOffAt !== null)).toBe(true);
  const revisions = await db.select().from(packageRevisions).where(eq(packageRevisions.packageId, mara.id));
  expect(revisions.map(({ number, approvedAt }) => [number, approvedAt !== null])).toEqual([[1, true]]);
});

it("Pip's package stands at seven of nine, and its two planted candidates are found alike", async () => {
  const pip = await packageOf("PIP");
  expect(pip.angles).toHaveLength(7);
  const waiting = pip.images.filter(({ slot }) => slot === null).map(({ id }) => id);
  expect(waiting).toHaveLength(2);

  const pairs = duplicatesOf(pip.images, await alikeImages(owner, { packageId: pip.id }));

  const alike = pairs.filter(({ why }) => why === "near-duplicate");
  const slotOf = (id: string) => pip.images.find((image) => image.id === id)?.slot ?? "candidate";
  expect(alike.map(({ a, b }) => [slotOf(a), slotOf(b)].sort())).toEqual(
    expect.arrayContaining([
      ["candidate", "front"],
      ["candidate", "three-quarter-left"],
    ]),
  );
});

it("the place has three states with lights of their own and a panorama that closes", async () => {
  const states = await db.select().from(environmentStates).orderBy(environmentStates.position);
  const images = await db.select().from(environmentImages);
  const plates = (id: string) => images.filter(({ stateId, role }) => stateId === id && role === "plate").length;

  expect(states.map(({ name }) => name)).toEqual(["Morning", "Dusk", "Night"]);
  expect(new Set(states.map(({ azimuth, elevation, colour }) => `${azimuth} ${elevation} ${colour}`)).size).toBe(3);
  expect(states.every(({ id }) => plates(id) > 0)).toBe(true);
  const around = images.filter(({ role }) => role === "panorama");
  expect(around).toHaveLength(1);
  const { seam = 1, poleTop = 1, poleBottom = 1 } = around[0]?.scores ?? {};
  expect(seam).toBeLessThan(0.05);
  expect(Math.max(poleTop, poleBottom)).toBeLessThan(flaggedAbove.pole);
});

it("a dozen shots stand in every status there is", async () => {
  const rows = await db.select().from(shots).orderBy(shots.position);

  expect(rows).toHaveLength(12);
  expect([...new Set(rows.map(({ status }) => status))].sort()).toEqual([...statusIds].sort());
  expect(rows.every(({ environmentStateId }) => environmentStateId !== null)).toBe(true);
  const work = await db.select().from(tasks);
  expect(new Set(work.map(({ status }) => status)).size).toBe(statusIds.length);
  // Only what the automation made ready has nobody yet.
  const free = work.filter(({ assigneeId }) => assigneeId === null);
  expect(free.every(({ type, status }) => type === "render" && status === "ready")).toBe(true);
  expect(work.length).toBeGreaterThan(2 * free.length);
  const today = new Date().toISOString().slice(0, 10);
  expect(work.some(({ dueOn }) => dueOn !== null && dueOn < today)).toBe(true);
  expect(work.some(({ dueOn }) => dueOn !== null && dueOn > today)).toBe(true);
});

it("chips in notes name people, a place, a character and a shot that are there", async () => {
  const chips = (await db.select().from(notes)).flatMap(({ body }) => mentionsOf(body));

  expect(new Set(chips.map(({ kind }) => kind))).toEqual(new Set(["user", "environment", "character", "shot"]));
  const ids = (await db.select({ id: shots.id }).from(shots)).map(({ id }) => id);
  expect(chips.filter(({ kind }) => kind === "shot").every(({ id }) => ids.includes(id))).toBe(true);
});

it("a filter and a playlist are shared, and the owner finds news of the film they follow", async () => {
  const views = await listViews(owner, { projectId, area: "shots" });
  const lists = await listPlaylists(owner, { projectId });

  expect(views.map(({ name, mine }) => [name, mine])).toEqual([["To look at", false]]);
  expect(lists.map(({ name, shots }) => [name, Number(shots)])).toEqual([["Monday's look", 5]]);
  const news = await db.select().from(inboxItems).where(eq(inboxItems.userId, owner.actor.id));
  expect(news).toHaveLength(4);
  expect(await db.$count(follows, and(eq(follows.userId, owner.actor.id), eq(follows.subjectId, projectId)))).toBe(1);
});

it("a second time adds nothing; a fault leaves nothing behind", async () => {
  const before = await db.$count(media);
  await seedLowTide(ctx);
  expect(await db.$count(media)).toBe(before);

  const { id } = await makeTeam(db, { name: "Elsewhere" });
  const broken = {
    ...ctx,
    teamId: id,
    storage: { ...ctx.storage, temporaryPath: () => Promise.reject(new Error("full")) },
  };
  await expect(seedLowTide(broken)).rejects.toThrow("full");
  expect(await db.$count(projects, eq(projects.teamId, id))).toBe(0);
});
