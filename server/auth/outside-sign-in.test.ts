import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { accounts, sessions } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeTeam, makeUser } from "@/db/testing/factories";
import { pool } from "@/server/db";
import { decideOutsideSignIn } from "./outside-sign-in";
import { createSession } from "./session-rows";
import { viewerOfSession } from "./viewer";

const file = await createTestDatabase();
const { db } = file;
vi.stubEnv("DATABASE_URL", file.url);
vi.stubEnv("BACKLOT_DATA", "/nonexistent");
vi.stubEnv("BACKLOT_SECRET", "a secret of the outside sign-in test, 32 characters");
afterAll(async () => {
  await pool().close();
  await file.drop();
});

const arrange = async () => {
  const team = await makeTeam(db);
  const [mara, jon] = [await makeUser(db, team.id, "artist"), await makeUser(db, team.id, "artist")];
  const account = { provider: "github", providerAccountId: newId("user") };
  const linkedTo = async () => {
    const rows = await db
      .select({ userId: accounts.userId })
      .from(accounts)
      .where(eq(accounts.providerAccountId, account.providerAccountId));
    return rows.map(({ userId }) => userId);
  };
  return { mara, jon, account, linkedTo, as: ({ id }: { id: string }) => ({ userId: id }) };
};

describe("an outside account", () => {
  it("that nobody linked opens nothing and leaves nothing behind", async () => {
    const { account, linkedTo } = await arrange();

    expect(await decideOutsideSignIn(db, null, account)).toEqual({ refusedTo: "/sign-in?error=not-linked" });
    expect(await linkedTo()).toEqual([]);
  });

  it("is linked by whoever is signed in, and then opens their session and no other's", async () => {
    const { mara, account, linkedTo, as } = await arrange();

    expect(await decideOutsideSignIn(db, as(mara), account)).toEqual({ userId: mara.id });
    expect(await linkedTo()).toEqual([mara.id]);
    const answer = await decideOutsideSignIn(db, null, account);

    expect(answer).toEqual({ userId: mara.id });
    const sid = await createSession(db, mara.id, "outside test");
    expect(await viewerOfSession(sid)).toMatchObject({ userId: mara.id, sessionId: sid });
    expect(await db.$count(sessions, eq(sessions.userId, mara.id))).toBe(1);
  });

  it("that is somebody else's is refused to whoever is signed in and stays whose it was", async () => {
    const { mara, jon, account, linkedTo, as } = await arrange();
    await decideOutsideSignIn(db, as(mara), account);

    expect(await decideOutsideSignIn(db, as(jon), account)).toEqual({ refusedTo: "/account?error=linked-elsewhere" });
    expect(await linkedTo()).toEqual([mara.id]);
  });

  it("may be linked twice by the same person, and once by two at the same moment", async () => {
    const { mara, jon, account, linkedTo, as } = await arrange();

    const answers = await Promise.all([mara, jon].map((who) => decideOutsideSignIn(db, as(who), account)));

    const [owner] = await linkedTo();
    expect(answers.filter((answer) => "userId" in answer)).toEqual([{ userId: owner }]);
    expect(await decideOutsideSignIn(db, { userId: owner ?? "" }, account)).toEqual({ userId: owner });
  });

  it("of another provider with the same number is another account", async () => {
    const { mara, account, as } = await arrange();
    await decideOutsideSignIn(db, as(mara), account);

    expect(await decideOutsideSignIn(db, null, { ...account, provider: "google" })).toEqual({
      refusedTo: "/sign-in?error=not-linked",
    });
  });
});
