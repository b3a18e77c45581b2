import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { teams } from "./schema";
import { statement } from "./statement";
import { createTestDatabase } from "./testing/database";
import { makeTeam } from "./testing/factories";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

describe("a statement built once", () => {
  let built = 0;
  const selectName = statement((on) => {
    built += 1;
    return on
      .select({ name: teams.name })
      .from(teams)
      .where(eq(teams.id, sql.placeholder("id")));
  });

  it("is asked again with other values, in a transaction too, and sees that transaction's own rows", async () => {
    const [tide, shore] = [await makeTeam(db), await makeTeam(db)];
    expect(await selectName(db, { id: tide.id })).toEqual([{ name: tide.name }]);
    expect(await selectName(db, { id: shore.id })).toEqual([{ name: shore.name }]);
    expect(built).toBe(1);

    await db.transaction(async (tx) => {
      await tx.update(teams).set({ name: "Low Tide" }).where(eq(teams.id, tide.id));
      expect(await selectName(tx, { id: tide.id })).toEqual([{ name: "Low Tide" }]);
      expect(await selectName(db, { id: tide.id })).toEqual([{ name: tide.name }]);
    });
    expect(built).toBe(2);
  });
});
