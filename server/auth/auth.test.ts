import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { users } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeTeam, makeUser } from "@/db/testing/factories";
import { pool } from "@/server/db";
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

    expect(await visit(cookie)).toMatchObject({
      userId: user.id,
      sessionId: sid,
      team: { id: team.id, role: "artist" },
    });
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

    await expect(countTry(db, key, { tries: 3, seconds: 600 }, "sign-ins")).rejects.toThrow(
      /Too many sign-ins. Wait 10 minutes/,
    );
    await expect(countTry(db, key, { tries: 3, seconds: 0 }, "sign-ins")).resolves.toBeUndefined();
  });

  it("treat look-alike e-mail signs as what they become", () => {
    expect(Email.parse(" Mara＠Example.COM ")).toBe("mara@example.com");
    for (const bad of ["mara", "a@b", "a b@c.de", '"x"@y.zz', ""]) expect(Email.safeParse(bad).success).toBe(false);
  });
});

describe("this machine", () => {
  it("is neither a rebound name, nor a proxy's guest, nor a server open to the network", () => {
    const from = (headers: Record<string, string>, bound = "127.0.0.1") =>
      isLoopbackRequest(new Headers(headers), bound);

    expect(from({ host: "localhost:3000" })).toBe(true);
    expect(from({ host: "[::1]:3000", "x-forwarded-for": "::1" })).toBe(true);
    expect(from({ host: "evil.example:3000" })).toBe(false);
    expect(from({ host: "localhost:3000", "x-forwarded-for": "203.0.113.5" })).toBe(false);
    expect(from({ host: "localhost:3000" }, "0.0.0.0")).toBe(false);
  });
});
