import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import type { Role } from "@/contract/roles";
import { attempts, jobs, nodes, pairingCodes, throttles } from "@/db/schema";
import { ensureEmbeddedNode } from "@/db/seed/ensure-embedded-node";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeTeam, makeUser } from "@/db/testing/factories";
import { nodeOfToken } from "@/server/auth/node-token";
import type { StudioContext } from "@/server/context";
import { claim } from "@/server/queue/claim";
import { asNode, asUser, noStorage } from "@/server/testing/contexts";
import { createPairingCode } from "./create-pairing-code";
import { setSchedule } from "./hours";
import { getNode, glanceAtNodes, listAttempts, listNodes } from "./list";
import { pauseNode, resumeNode } from "./pause";
import { redeemPairingCode } from "./redeem-pairing-code";
import { renameNode } from "./rename";
import { reportNode } from "./report";
import { revokeNode } from "./revoke";

vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

let manager: StudioContext;
let teamId: string;
beforeEach(async () => {
  teamId = (await makeTeam(db, { name: "Low Tide" })).id;
  manager = asUser(db, teamId, await makeUser(db, teamId, "manager"), "manager");
});
const role = (name: Role) => asUser(db, teamId, { id: newId("user"), name: "Somebody" }, name);
const stranger = async () => asUser(db, (await makeTeam(db)).id, { id: newId("user"), name: "Eve" });
const outside = (address = newId("job")) => ({ db, storage: noStorage, address });
const bearer = (token: string) => nodeOfToken(db, `Bearer ${token}`);
const report = {
  protocol: 1,
  agentVersion: "0.1.0",
  platform: "linux x64",
  gpu: "",
  vramGb: 0,
  models: [],
  holding: [],
};

describe("pairing", () => {
  it("turns a code into a node of the team, whose token opens the agent's door", async () => {
    const { code, expiresAt } = await createPairingCode(manager);

    const paired = await redeemPairingCode(outside(), {
      code: ` ${code.toLowerCase().replace("-", " ")} `,
      name: "Mac in the corner",
    });
    const node = await bearer(paired.token);

    expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{4}-[34679ACDEFGHJKMNPQRTWXY]{4}$/);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(10 * 60_000);
    expect(paired).toMatchObject({ studio: "Low Tide", name: "Mac in the corner" });
    expect(node).toMatchObject({ id: paired.nodeId, teamId, pairedBy: manager.actor.id });
    expect(JSON.stringify(await db.select().from(nodes))).not.toContain(paired.token);
    expect(JSON.stringify(await db.select().from(pairingCodes))).not.toContain(code);
  });

  it("works once, also when two redeem at the same moment", async () => {
    const { code } = await createPairingCode(manager);

    const tries = await Promise.allSettled(
      [1, 2, 3].map((n) => redeemPairingCode(outside(), { code, name: `Box ${n}` })),
    );

    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db.$count(nodes, eq(nodes.teamId, teamId))).toBe(1);
  });

  it("refuses an expired code and an invented one in the same words", async () => {
    const { code } = await createPairingCode(manager);
    await db.update(pairingCodes).set({ expiresAt: sql`now() - interval '1 second'` });

    const expired = await redeemPairingCode(outside(), { code, name: "Box" }).catch((error: Error) => error.message);
    const invented = await redeemPairingCode(outside(), { code: "AAAA-AAAA", name: "Box" }).catch(
      (error: Error) => error.message,
    );

    expect(expired).toContain("older than ten minutes");
    expect(invented).toBe(expired);
  });

  it("stops an address that guesses", async () => {
    await db.delete(throttles);
    const guess = () => redeemPairingCode(outside("10.0.0.9"), { code: "AAAA-AAAA", name: "Box" });
    for (let n = 0; n < 10; n++) await expect(guess()).rejects.toMatchObject({ code: "BAD_REQUEST" });

    await expect(guess()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    const { code } = await createPairingCode(manager);
    await expect(redeemPairingCode(outside("10.0.0.9"), { code, name: "Box" })).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
    });
  });

  it("is for managers", async () => {
    await expect(createPairingCode(role("supervisor"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("node tokens", () => {
  it("say what to do when they are missing, unknown, a person's, or revoked", async () => {
    const { code } = await createPairingCode(manager);
    const { token, nodeId } = await redeemPairingCode(outside(), { code, name: "Box" });
    await revokeNode(manager, { nodeId });
    const words = (authorization: string | null) =>
      nodeOfToken(db, authorization).catch((error: Error & { code: string }) => `${error.code} ${error.message}`);

    expect(await words(null)).toContain("UNAUTHORIZED A node's token is missing");
    expect(await words("Bearer bkp_somebodys-personal-token-of-the-studio")).toContain("is missing");
    expect(await words(`Bearer ${token.slice(0, -1)}x`)).toContain("does not know");
    expect(await words(`Bearer ${token}`)).toContain("Box was revoked on");
  });

  it("of the local node work as the launcher made them, for the same node after a new token", async () => {
    const first = await ensureEmbeddedNode(db, { teamId, token: "bkn_first-token-of-the-launcher" });
    const same = await ensureEmbeddedNode(db, { teamId, token: "bkn_first-token-of-the-launcher" });
    const renewed = await ensureEmbeddedNode(db, { teamId, token: "bkn_second-token-of-the-launcher" });

    expect([same, renewed]).toEqual([first, first]);
    expect(await bearer("bkn_second-token-of-the-launcher")).toMatchObject({
      id: first,
      embedded: true,
      name: "This machine",
    });
    await expect(bearer("bkn_first-token-of-the-launcher")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});

describe("a node's report", () => {
  it("replaces the one before and is shown with titles and what is missing", async () => {
    const node = await makeNode(db, teamId, [{ pass: "upscale", state: "ready" }]);
    await reportNode(asNode(db, node), node.id, {
      ...report,
      gpu: "RTX 3060",
      vramGb: 12,
      offers: [
        { pass: "adjust", version: 1, state: "ready", engine: "native", missing: [] },
        {
          pass: "inpaint",
          version: 1,
          state: "missing",
          engine: "",
          missing: [{ what: "an SDXL checkpoint", where: "models/checkpoints" }],
        },
      ],
    });

    const card = await getNode(role("artist"), { nodeId: node.id });

    expect(card).toMatchObject({ state: "ready", gpu: "RTX 3060", vramGb: 12 });
    expect(card.offers.map(({ pass }) => pass).sort()).toEqual(["adjust", "inpaint"]);
    expect(card.offers.find(({ pass }) => pass === "inpaint")).toMatchObject({
      state: "missing",
      missing: [{ what: "an SDXL checkpoint" }],
    });
  });

  it("of another protocol is refused with which side to update", async () => {
    const node = await makeNode(db, teamId);

    await expect(reportNode(asNode(db, node), node.id, { ...report, protocol: 2, offers: [] })).rejects.toThrow(
      "Update the studio",
    );
  });
});

describe("looking after nodes", () => {
  it("lists state in words: ready, working, paused, away; revoked ones are gone", async () => {
    const project = await makeProject(db, teamId);
    const busy = await makeNode(db, teamId, [{ pass: "adjust", state: "ready" }], { name: "Busy" });
    await makeNode(db, teamId, [], { name: "Idle" });
    const paused = await makeNode(db, teamId, [], { name: "Paused" });
    await makeNode(db, teamId, [], { name: "Silent", seenAt: "2020-01-01T00:00:00Z" });
    const gone = await makeNode(db, teamId, [], { name: "Gone" });
    await makeJob(db, project, { title: "Adjust the sky" });
    await claim(asNode(db, busy), busy.id);
    await pauseNode(manager, { nodeId: paused.id, reason: "Rendering my holiday film" });
    await revokeNode(manager, { nodeId: gone.id });

    const cards = await listNodes(role("artist"));
    const glance = await glanceAtNodes(role("artist"));

    expect(cards.map(({ name, state }) => [name, state])).toEqual([
      ["Busy", "working"],
      ["Idle", "ready"],
      ["Paused", "paused"],
      ["Silent", "away"],
    ]);
    expect(glance).toEqual(
      cards.map(({ id, name, embedded, state, paused, rest, closed }) => ({
        ...{ id, name, embedded, state, paused, rest, closed },
      })),
    );
    expect(cards[0]?.job?.title).toBe("Adjust the sky");
    expect(cards[2]?.paused).toMatchObject({ by: expect.any(String), reason: "Rendering my holiday film" });
  });

  it("calls none ready that rests by itself or is outside its hours, and says until when", async () => {
    const yielding = await makeNode(db, teamId, [], { name: "Gaming" });
    const nightly = await makeNode(db, teamId, [], { name: "Nightly" });
    const never = {
      mode: "quiet" as const,
      zone: "UTC",
      windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "00:00" }],
    };
    await setSchedule(manager, { nodeId: nightly.id, schedule: never });
    const rest = {
      kind: "faults" as const,
      words: "rests after 3 failures in a row",
      how: "It tries one job",
      seconds: 90,
    };
    await reportNode(asNode(db, yielding), yielding.id, { ...report, offers: [], rest });
    const seen = async () => new Map((await glanceAtNodes(manager)).map((node) => [node.name, node]));

    const before = await seen();
    expect(before.get("Gaming")).toMatchObject({ state: "resting", rest: { kind: "faults", how: "It tries one job" } });
    const back = Date.parse(before.get("Gaming")?.rest?.until ?? "") - Date.now();
    expect(back).toBeGreaterThan(60_000);
    expect(back).toBeLessThan(120_000);
    expect(before.get("Nightly")).toMatchObject({ state: "closed", closed: { until: null, quiet: true } });

    await reportNode(asNode(db, yielding), yielding.id, { ...report, offers: [] });
    await setSchedule(manager, { nodeId: nightly.id, schedule: null });
    const after = await seen();
    expect([after.get("Gaming")?.state, after.get("Nightly")?.state]).toEqual(["ready", "ready"]);
  });

  it("resumes with a clean slate and renames", async () => {
    const node = await makeNode(db, teamId, [], {
      pausedAt: new Date().toISOString(),
      pausedReason: "Failed",
      faults: 3,
    });

    await resumeNode(manager, { nodeId: node.id });
    await renameNode(manager, { nodeId: node.id, name: "  Big   box " });

    const [after] = await db.select().from(nodes).where(eq(nodes.id, node.id));
    expect(after).toMatchObject({ pausedAt: null, pausedReason: null, faults: 0, name: "Big box" });
  });

  it("sends a revoked node's work back to waiting at once, cancelled work to its end", async () => {
    const project = await makeProject(db, teamId);
    const node = await makeNode(db, teamId, [{ pass: "adjust", state: "ready" }]);
    const kept = await makeJob(db, project);
    const cancelled = await makeJob(db, project);
    await claim(asNode(db, node), node.id);
    await claim(asNode(db, node), node.id);
    await db.update(jobs).set({ cancelRequestedAt: sql`now()` }).where(eq(jobs.id, cancelled.id));

    const { returned } = await revokeNode(manager, { nodeId: node.id });

    const state = async (id: string) => (await db.select().from(jobs).where(eq(jobs.id, id)))[0]?.state;
    expect(returned).toBe(2);
    expect([await state(kept.id), await state(cancelled.id)]).toEqual(["ready", "cancelled"]);
    expect((await db.select().from(attempts).where(eq(attempts.jobId, kept.id)))[0]?.outcome).toBe("revoked");
    expect(await listAttempts(role("artist"), { nodeId: node.id })).toHaveLength(2);
  });

  it("is refused to lesser roles and to other teams", async () => {
    const nodeId = (await makeNode(db, teamId)).id;
    const eve = await stranger();
    const verbs = [
      [(ctx: StudioContext) => getNode(ctx, { nodeId }), "client"],
      [(ctx: StudioContext) => listAttempts(ctx, { nodeId }), "client"],
      [(ctx: StudioContext) => renameNode(ctx, { nodeId, name: "Mine" }), "supervisor"],
      [(ctx: StudioContext) => pauseNode(ctx, { nodeId }), "supervisor"],
      [(ctx: StudioContext) => resumeNode(ctx, { nodeId }), "supervisor"],
      [(ctx: StudioContext) => revokeNode(ctx, { nodeId }), "supervisor"],
    ] as const;

    for (const [verb, lesser] of verbs) {
      await expect(verb(role(lesser))).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(verb(eve)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    for (const list of [listNodes, glanceAtNodes]) {
      await expect(list(role("client"))).rejects.toMatchObject({ code: "FORBIDDEN" });
      expect(await list(eve)).toEqual([]);
    }
  });
});
