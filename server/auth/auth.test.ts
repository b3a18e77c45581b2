import { eq, sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { memberships, tokens, users } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeTeam, makeUser } from "@/db/testing/factories";
import { changePassword } from "@/server/account/profile";
import { createToken, revokeToken } from "@/server/account/tokens";
import { pool } from "@/server/db";
import { asUser } from "@/server/testing/contexts";
import { Email } from "./email";
import { isLoopbackRequest } from "./loopback";
import { hashPassword, verifyPassword } from "./password";
import { readViewer } from "./request";
import { createSession, endSessions } from "./session-rows";
import { countTry } from "./throttle";

const file = await createTestDatabase();
const { db } = file;
const secret = "a secret of the sign-in test, 32 characters or more";
vi.stubEnv("DATABASE_URL", file.url);
vi.stubEnv("BACKLOT_DATA", "/nonexistent");
vi.stubEnv("BACKLOT_SECRET", secret);
vi.stubEnv("HOST", "127.0.0.1");
afterAll(async () => {
  await pool().close();
  await file.drop();
});

const arrange = async () => {
  const team = await makeTeam(db);
  const user = await makeUser(db, team.id, "artist");
  return { team, user, sid: await createSession(db, user.id, "test") };
};
const visit = (cookie: string, headers: Record<string, string> = { host: "localhost:3000" }) =>
  readViewer(
    { get: (name) => (name === "next-auth.session-token" ? { value: cookie } : undefined) },
    new Headers(headers),
  );

describe("a session", () => {
  it("is whose row its cookie names, and nobody's once the row is gone", async () => {
    const { team, user, sid } = await arrange();
    const cookie = await encode({ token: { sub: user.id, sid }, secret });

    expect(await visit(cookie)).toMatchObject({ userId: user.id, sessionId: sid, team: { id: team.id, role: "artist" } });
    await endSessions(db, user.id);
    expect(await visit(cookie)).toBeNull();
  });

  it("is not opened by a forged, foreign or mangled cookie", async () => {
    const { user, sid } = await arrange();
    const forged = await encode({ token: { sub: user.id, sid }, secret: "another secret of at least 32 characters" });
    const empty = await encode({ token: { sub: user.id }, secret });

    for (const cookie of [forged, empty, sid, "x.y.z", "%E0%A4%A"]) expect(await visit(cookie)).toBeNull();
  });

  it("of the local owner counts on this machine only", async () => {
    const { user, sid } = await arrange();
    await db.update(users).set({ isLocal: true }).where(eq(users.id, user.id));
    const cookie = await encode({ token: { sub: user.id, sid }, secret });

    expect(await visit(cookie)).toMatchObject({ userId: user.id });
    expect(await visit(cookie, { host: "studio.example.com" })).toBeNull();
    expect(await visit(cookie, { host: "localhost:3000", "x-forwarded-for": "192.168.1.9" })).toBeNull();
  });

  it("ends everywhere else when the password changes", async () => {
    const { user, sid } = await arrange();
    await db.update(users).set({ passwordHash: await hashPassword("a quiet evening tide") }).where(eq(users.id, user.id));
    const other = await encode({ token: { sub: user.id, sid: await createSession(db, user.id, "phone") }, secret });
    const mine = await encode({ token: { sub: user.id, sid }, secret });
    const viewer = await visit(mine);
    if (!viewer) throw new Error("not signed in");

    await expect(changePassword(db, viewer, { current: "wrong", password: "a louder morning tide" })).rejects.toMatchObject({ field: "current" });
    await changePassword(db, viewer, { current: "a quiet evening tide", password: "a louder morning tide" });

    expect(await visit(other)).toBeNull();
    expect(await visit(mine)).not.toBeNull();
  });
});

describe("a personal token", () => {
  it("speaks for its person in its team, reads only unless told otherwise, and dies with its revocation", async () => {
    const { team, user } = await arrange();
    const ctx = asUser(db, team.id, user, "artist");
    const { id, secret: token } = await createToken(ctx, { name: "script" });
    const call = () => readViewer({ get: () => undefined }, new Headers({ authorization: `Bearer ${token}` }));

    expect(await call()).toMatchObject({ userId: user.id, mayWrite: false, team: { id: team.id } });
    const [row] = await db.select().from(tokens).where(eq(tokens.id, id));
    expect(JSON.stringify(row)).not.toContain(token);
    await revokeToken(ctx, { tokenId: id });
    expect(await call()).toBeNull();
  });

  it("dies with the membership and with its time", async () => {
    const { team, user } = await arrange();
    const { id, secret: token } = await createToken(asUser(db, team.id, user, "artist"), { name: "script", scopes: ["write"] });
    const call = () => readViewer({ get: () => undefined }, new Headers({ authorization: `Bearer ${token}` }));

    expect(await call()).toMatchObject({ mayWrite: true });
    await db.update(tokens).set({ expiresAt: sql`now() - interval '1 second'` }).where(eq(tokens.id, id));
    expect(await call()).toBeNull();
    await db.update(tokens).set({ expiresAt: null }).where(eq(tokens.id, id));
    await db.delete(memberships).where(eq(memberships.userId, user.id));
    expect(await call()).toBeNull();
  });
});

describe("passwords and tries", () => {
  it("verify only the right one, and take an unknown account through the same work", async () => {
    const stored = await hashPassword("a quiet evening tide");

    expect(await verifyPassword("a quiet evening tide", stored)).toBe(true);
    expect(await verifyPassword("a quiet evening tidf", stored)).toBe(false);
    const started = performance.now();
    expect(await verifyPassword("anything", null)).toBe(false);
    expect(performance.now() - started).toBeGreaterThan(10);
  });

  it("are counted in the database and say how long to wait", async () => {
    const key = `test:${newId("user")}`;
    for (let n = 0; n < 3; n++) await countTry(db, key, { tries: 3, seconds: 600 }, "sign-ins");

    await expect(countTry(db, key, { tries: 3, seconds: 600 }, "sign-ins")).rejects.toThrow(/Too many sign-ins. Wait 10 minutes/);
    await expect(countTry(db, key, { tries: 3, seconds: 0 }, "sign-ins")).resolves.toBeUndefined();
  });

  it("treat look-alike e-mail signs as what they become", () => {
    expect(Email.parse(" Mara＠Example.COM ")).toBe("mara@example.com");
    for (const bad of ["mara", "a@b", "a b@c.de", '"x"@y.zz', ""]) expect(Email.safeParse(bad).success).toBe(false);
  });
});

describe("this machine", () => {
  it("is neither a rebound name, nor a proxy's guest, nor a server open to the network", () => {
    const from = (headers: Record<string, string>, bound = "127.0.0.1") => isLoopbackRequest(new Headers(headers), bound);

    expect(from({ host: "localhost:3000" })).toBe(true);
    expect(from({ host: "[::1]:3000", "x-forwarded-for": "::1" })).toBe(true);
    expect(from({ host: "evil.example:3000" })).toBe(false);
    expect(from({ host: "localhost:3000", "x-forwarded-for": "203.0.113.5" })).toBe(false);
    expect(from({ host: "localhost:3000" }, "0.0.0.0")).toBe(false);
  });
});
