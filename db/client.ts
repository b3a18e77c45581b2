import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema/index";

export type Schema = typeof schema;
/** The pool, or a transaction of it: verbs take either. */
export type Db = PostgresJsDatabase<Schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** Above it a statement is one of many alike, such as an insert of so many rows, and not worth keeping. */
const keptParameters = 64;

/**
 * Drizzle sends every statement anew: two trips, parsed and planned each time. Prepared, a statement is parsed once a
 * connection and asked again in one trip.
 */
const prepareStatements = <Client extends postgres.ISql>(sql: Client): Client => {
  const { unsafe } = sql;
  const kept: typeof unsafe = (text, parameters = [], options = {}) =>
    unsafe(text, parameters, { ...options, prepare: parameters.length <= keptParameters });
  return Object.assign(sql, { unsafe: kept });
};

/** The same inside transactions: each has a client of its own. */
const prepareTransactions = (sql: postgres.Sql): postgres.Sql => {
  const { begin } = sql;
  type Work<T> = (tx: postgres.TransactionSql) => Promise<T>;
  return Object.assign(sql, { begin: <T>(work: Work<T>) => begin((tx) => work(prepareStatements(tx))) });
};

/**
 * One pool. `max` connections; statements are prepared once a connection. Idle ones are let go:
 * each costs PostgreSQL a process. The caller closes it with `close()`.
 */
export const makeDb = (url: string, { max = 10 }: { max?: number } = {}) => {
  const sql = prepareTransactions(
    prepareStatements(postgres(url, { max, onnotice: () => {}, connect_timeout: 10, idle_timeout: 20 })),
  );
  return { db: drizzle(sql, { schema, casing: "snake_case" }) satisfies Db, sql, close: () => sql.end({ timeout: 5 }) };
};
