import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { makeDb } from "./client";
import { teams } from "./schema";
import { createTestDatabase } from "./testing/database";

const file = await createTestDatabase();
const { db, close } = makeDb(file.url, { max: 1 });
afterAll(async () => {
  await close();
  await file.drop();
});

/** How many statements on teams this connection keeps. */
const kept = async (): Promise<number> => {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from pg_prepared_statements where statement like '%from "teams"%'`,
  );
  return row?.n ?? 0;
};
const find = (id: string) => eq(teams.id, id);

describe("the pool", () => {
  it("keeps a statement for its next call, outside a transaction and in one", async () => {
    await db.select().from(teams).where(find("a"));
    await db.select().from(teams).where(find("b"));
    expect(await kept()).toBe(1);

    await db.transaction((tx) => tx.select({ id: teams.id }).from(teams).where(find("c")));
    await db.transaction((tx) => tx.select({ id: teams.id }).from(teams).where(find("d")));
    expect(await kept()).toBe(2);
  });

  it("does not keep a statement of many values: there is one for every length", async () => {
    const before = await kept();
    const ids = Array.from({ length: 65 }, (_, n) => `tea_${n}`);
    await db.select().from(teams).where(sql`${teams.id} in ${ids}`);
    expect(await kept()).toBe(before);
  });
});
