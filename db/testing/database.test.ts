import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "./database";

const file = await createTestDatabase();
afterAll(() => file.drop());

describe("test database", () => {
  it("has every migration and no row", async () => {
    const [tables] = await file.sql`select count(*)::int as n from pg_tables where schemaname = 'public'`;
    const [teams] = await file.db.execute<{ n: number }>(sql`select count(*)::int as n from teams`);

    expect(tables?.n).toBeGreaterThan(10);
    expect(teams?.n).toBe(0);
  });

  it("keeps two files apart", async () => {
    const other = await createTestDatabase();
    await file.sql`create table only_here (n int)`;

    const seen = await other.sql`select to_regclass('public.only_here') as there`;
    await other.drop();

    expect(seen[0]?.there).toBeNull();
  });

  it("names a connection that a test left open", async () => {
    const leaky = await createTestDatabase();
    const forgotten = postgres(leaky.url, { max: 1 });
    await forgotten`select 'forgotten' as word`;

    await expect(leaky.drop()).rejects.toThrow(/1 database connection\(s\) left open.*forgotten/);
    await forgotten.end({ timeout: 0 });
  });
});
