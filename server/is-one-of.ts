import { type Column, type SQL, sql } from "drizzle-orm";

/** `column = any(values)`: one statement whatever their number, where `in (…)` is another for each and never kept. */
export const isOneOf = (column: Column, values: readonly string[]): SQL =>
  sql`${column} = any(${sql.param([...values])}::text[])`;
