import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { invitations, memberships, setupLinks, teams, users } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeTeam, makeUser } from "@/db/testing/factories";
import { hashSecret } from "@/server/auth/secrets";
import { asUser } from "@/server/testing/contexts";
import { acceptInvite, readInvitation } from "./accept-invite";
import { invite, revokeInvitation } from "./invite";
import { listMembers, removeMember, setRole } from "./members";
import { hasOwner, lookAround, setUp } from "./set-up";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const person = (n: string) => ({ name: `Person ${n}`, email: `${n}@example.test`, password: "a quiet evening tide" });
const home = "127.0.0.1";

describe("the first owner", () => {
  it("comes by the one-time link only, once, and moves into the team that is there", async () => {
    await db.insert(teams).values({ id: "team_first", name: "Studio" });
    const link = async (token: string, expires = sql`now() + interval '1 day'`) =>
      db.insert(setupLinks).values({ tokenHash: hashSecret(token), expiresAt: expires });
    await link("good");
    await link("old", sql`now() - interval '1 minute'`);

    await expect(setUp(db, { token: "wrong", ...person("a") })).rejects.toThrow("not valid");
    await expect(setUp(db, { token: "old", ...person("a") })).rejects.toThrow("older than 24 hours");
    await expect(setUp(db, { token: "good", ...person("a"), password: "short" })).rejects.toMatchObject({
      field: "password",
    });
    await expect(lookAround(db, { token: "good" }, false)).rejects.toThrow("own machine");
    expect(await hasOwner(db)).toBe(false);

    const rivals = await Promise.allSettled([
      setUp(db, { token: "good", ...person("a") }),
      lookAround(db, { token: "good" }, true),
    ]);

    expect(rivals.map((rival) => rival.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await hasOwner(db)).toBe(true);
    await expect(setUp(db, { token: "good", ...person("b") })).rejects.toThrow("already has an owner");
    const [owner] = await db.select().from(memberships).where(eq(memberships.role, "owner"));
    expect(owner?.teamId).toBe("team_first");
  });
});

const arrange = async () => {
  const team = await makeTeam(db);
  const owner = await makeUser(db, team.id, "owner");
  const artist = await makeUser(db, team.id, "artist");
  return { team, owner, artist, ctx: asUser(db, team.id, owner) };
};

describe("an invitation", () => {
  it("lets one person in with its role, and nobody after", async () => {
    const { team, owner, ctx } = await arrange();
    const { token } = await invite(ctx, { role: "supervisor" });
    expect(await readInvitation(db, { token }, home)).toMatchObject({
      role: "supervisor",
      team: team.name,
      from: owner.name,
    });

    const joined = await acceptInvite(db, { token, person: person("joiner") }, null, home);

    const [member] = await db.select().from(memberships).where(eq(memberships.userId, joined.userId));
    expect(member).toMatchObject({ teamId: team.id, role: "supervisor" });
    await expect(acceptInvite(db, { token, person: person("second") }, null, home)).rejects.toThrow("used, withdrawn");
  });

  it("is not spent on an e-mail that has an account", async () => {
    const { artist, ctx } = await arrange();
    const { token } = await invite(ctx, { role: "artist" });

    const twice = acceptInvite(
      db,
      { token, person: { ...person("x"), email: (artist.email ?? "").toUpperCase() } },
      null,
      home,
    );

    await expect(twice).rejects.toMatchObject({ code: "CONFLICT", field: "email" });
    await expect(readInvitation(db, { token }, home)).resolves.toBeTruthy();
  });

  it("stays open when a member opens it by mistake", async () => {
    const { artist, ctx } = await arrange();
    const { token } = await invite(ctx, { role: "artist" });

    await expect(acceptInvite(db, { token }, artist.id, home)).rejects.toThrow("in this team already");
    await expect(readInvitation(db, { token }, home)).resolves.toBeTruthy();
  });

  it("is closed by revoking it or by time", async () => {
    const { ctx } = await arrange();
    const revoked = await invite(ctx, { role: "artist" });
    const expired = await invite(ctx, { role: "artist" });

    await revokeInvitation(ctx, { invitationId: revoked.id });
    await db
      .update(invitations)
      .set({ expiresAt: sql`now() - interval '1 minute'` })
      .where(eq(invitations.id, expired.id));

    for (const { token } of [revoked, expired])
      await expect(readInvitation(db, { token }, home)).rejects.toThrow("withdrawn or older");
  });

  it("cannot give a role above the giver's", async () => {
    const { team, artist } = await arrange();

    await expect(invite(asUser(db, team.id, artist, "manager"), { role: "owner" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("stops somebody who guesses", async () => {
    const guesses = await Promise.allSettled(
      Array.from({ length: 61 }, (_, n) => readInvitation(db, { token: `guess ${n}` }, "10.0.0.9")),
    );

    const codes = guesses.map((guess) => (guess.status === "rejected" ? guess.reason.code : "in"));
    expect(codes).toContain("TOO_MANY_REQUESTS");
    expect(codes).not.toContain("in");
  });
});

describe("roles", () => {
  it("keep the last owner", async () => {
    const { owner, ctx } = await arrange();

    await expect(setRole(ctx, { userId: owner.id, role: "artist" })).rejects.toThrow("only owner");
    await expect(removeMember(ctx, { userId: owner.id })).rejects.toThrow("only owner");
  });

  it("do not let a manager touch an owner", async () => {
    const { team, owner, artist } = await arrange();
    const manager = asUser(db, team.id, artist, "manager");

    await expect(setRole(manager, { userId: owner.id, role: "artist" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(setRole(manager, { userId: artist.id, role: "owner" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("keep addresses from clients", async () => {
    const { team, artist, ctx } = await arrange();

    const seenBy = async (who: typeof ctx) => (await listMembers(who)).map((member) => member.email);

    expect(await seenBy(ctx)).toContain(artist.email);
    expect(await seenBy(asUser(db, team.id, artist, "client"))).toEqual([null, null]);
  });

  it("leave a removed person's account and work", async () => {
    const { artist, ctx } = await arrange();

    await removeMember(ctx, { userId: artist.id });

    expect(await db.$count(users, eq(users.id, artist.id))).toBe(1);
    expect(await db.$count(memberships, eq(memberships.userId, artist.id))).toBe(0);
  });
});
