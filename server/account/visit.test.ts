import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { users } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeTeam, makeUser } from "@/db/testing/factories";
import type { Viewer } from "@/server/auth/viewer";
import { leftAt, noteVisit } from "./visit";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const now = Date.parse("2026-11-21T09:00:00Z");
const evening = "2026-11-20T18:00:00.000Z";

describe("since when a person was away", () => {
  it("is the end of the visit before, as long as this one lasts", () => {
    expect(leftAt(undefined, now)).toBeNull();
    expect(leftAt({ at: evening, leftAt: null }, now)).toBe(evening);
    expect(leftAt({ at: "2026-11-21T08:50:00Z", leftAt: evening }, now)).toBe(evening);
  });

  it("is kept beside the person's other switches", async () => {
    const team = await makeTeam(db);
    const user = await makeUser(db, team.id, "artist");
    await db
      .update(users)
      .set({ preferences: { checklistDismissed: true, visit: { at: evening, leftAt: null } } })
      .where(eq(users.id, user.id));
    const viewer = { userId: user.id, preferences: { visit: { at: evening, leftAt: null } } } as Viewer;

    expect(await noteVisit(db, viewer)).toEqual({ leftAt: evening });

    const [row] = await db.select().from(users).where(eq(users.id, user.id));
    expect(row?.preferences).toMatchObject({ checklistDismissed: true, visit: { leftAt: evening } });
  });
});
