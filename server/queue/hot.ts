import { getTableColumns } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { jobs } from "@/db/schema";
import type { Job } from "./states";

type Client = { unsafe(text: string, parameters: unknown[], options: { prepare: boolean }): PromiseLike<unknown> };

/**
 * Run a constant text as a statement prepared by name, in a transaction of its own and in one trip. The queue's busiest
 * statements go this way: planning a claim anew takes as long as running it. Refuses inside a transaction, because a
 * claim that waits for somebody's commit would hold a node up.
 */
export const hot = async <Row>(db: Db | Tx, text: string, parameters: unknown[]): Promise<Row[]> => {
  const client = (db as Partial<{ $client: Client }>).$client;
  if (!client) throw new Error("hot() belongs outside a transaction");
  return (await client.unsafe(text, parameters, { prepare: true })) as Row[];
};

const columns = Object.entries(getTableColumns(jobs)).map(([key, column]) => ({
  key,
  name: key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  read: (value: unknown) => (value === null ? null : column.mapFromDriverValue(value)),
}));

/** A row of `jobs` as raw SQL returns it, in the shape the rest of the code knows. */
export const jobFromRow = (row: Readonly<Record<string, unknown>>): Job =>
  Object.fromEntries(columns.map(({ key, name, read }) => [key, read(row[name])])) as Job;
