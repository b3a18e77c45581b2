import { sql } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { createTestDatabase } from "./testing/database";

const file = await createTestDatabase({ max: 1 });
const { db } = file;
afterAll(() => file.drop());

// Without such an index each row that is deleted reads the whole table that points at it. Partial indexes do not count.
it("every foreign key whose delete cascades or sets null has an index to find its rows by", async () => {
  const keys = await db.execute<{ key: string; columns: string[]; indexes: (string | null)[][] }>(sql`
    select c.conrelid::regclass::text || '.' || array_to_string(named.columns, ',') as key, named.columns,
      coalesce((select jsonb_agg((select array_agg(a.attname::text order by k.n)
          from unnest(i.indkey::int2[]) with ordinality k(attnum, n) left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum and a.attnum > 0))
        from pg_index i where i.indrelid = c.conrelid and i.indpred is null and i.indisvalid), '[]') as indexes
    from pg_constraint c cross join lateral (
      select array_agg(a.attname::text order by k.n) as columns
      from unnest(c.conkey) with ordinality k(attnum, n) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum) named
    where c.contype = 'f' and c.confdeltype in ('c', 'n') and c.connamespace = 'public'::regnamespace
    order by 1`);
  expect(keys.length).toBeGreaterThan(80);
  const startsWith = (index: readonly (string | null)[], columns: readonly string[]) =>
    columns.every((column, n) => index[n] === column);
  const missing = keys
    .filter(
      ({ columns, indexes }) =>
        !indexes.some((index) => startsWith(index, columns) || startsWith(index, ["team_id", ...columns])),
    )
    .map(({ key }) => key);
  expect(missing).toEqual([]);
});
