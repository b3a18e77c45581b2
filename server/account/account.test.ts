import { eq, sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, describe, expect, it, vi } from "vitest";
import { memberships, tokens, users } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeTeam, makeUser } from "@/db/testing/factories";
import { hashPassword } from "@/server/auth/password";
import { readViewer } from "@/server/auth/request";
import { createSession } from "@/server/auth/session-rows";
import { pool } from "@/server/db";
import { asUser } from "@/server/testing/contexts";
import { changePassword } from "./profile";
import { createToken, revokeToken } from "./tokens";

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

describe("a password", () => {
  it("ends everywhere else when the password changes", async () => {
    const { user, sid } = await arrange();
    await db
      .update(users)
      .set({ passwordHash: await hashPassword("a quiet evening tide") })
      .where(eq(users.id, user.id));
    const other = await encode({ token: { sub: user.id, sid: await createSession(db, user.id, "phone") }, secret });
    const mine = await encode({ token: { sub: user.id, sid }, secret });
    const viewer = await visit(mine);
    if (!viewer) throw new Error("not signed in");

    await expect(
      changePassword(db, viewer, { current: "wrong", password: "a louder morning tide" }),
    ).rejects.toMatchObject({ field: "current" });
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
    const { id, secret: token } = await createToken(asUser(db, team.id, user, "artist"), {
      name: "script",
      scopes: ["write"],
    });
    const call = () => readViewer({ get: () => undefined }, new Headers({ authorization: `Bearer ${token}` }));

    expect(await call()).toMatchObject({ mayWrite: true });
    await db.update(tokens).set({ expiresAt: sql`now() - interval '1 second'` }).where(eq(tokens.id, id));
    expect(await call()).toBeNull();
    await db.update(tokens).set({ expiresAt: null }).where(eq(tokens.id, id));
    await db.delete(memberships).where(eq(memberships.userId, user.id));
    expect(await call()).toBeNull();
  });
});
