import { eq } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { builtInStatuses } from "@/contract/statuses";
import { setupLinks, taskStatuses } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { hashSecret } from "@/server/auth/secrets";
import { setUp } from "./set-up";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

it("gives the team it makes the statuses every team begins with", async () => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  await db.insert(setupLinks).values({ tokenHash: hashSecret("first"), expiresAt });

  const made = await setUp(db, {
    token: "first",
    name: "Mara",
    email: "mara@example.test",
    password: "a quiet evening tide",
  });

  const rows = await db.select().from(taskStatuses).where(eq(taskStatuses.teamId, made.teamId));
  expect(rows.map(({ code }) => code).sort()).toEqual(builtInStatuses.map(({ code }) => code).sort());
});
