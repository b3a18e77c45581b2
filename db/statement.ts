import { type Column, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "./client";

type Prepared<Rows> = { execute(values: Record<string, unknown>): Promise<Rows> };

/**
 * A statement whose SQL is written once a pool (or transaction), not once a call: for what every page asks before it can
 * be drawn. Its values are `sql.placeholder`s, named as in `Values`.
 */
export const statement = <Values extends Record<string, unknown>, Rows>(
  build: (db: Db | Tx) => { prepare(name: string): Prepared<Rows> },
) => {
  const made = new WeakMap<Db | Tx, Prepared<Rows>>();
  return (db: Db | Tx, values: Values): Promise<Rows> => {
    const known = made.get(db);
    if (known) return known.execute(values);
    // The pool prepares by text; the name is drizzle's, for other drivers.
    const fresh = build(db).prepare("");
    made.set(db, fresh);
    return fresh.execute(values);
  };
};

type Among = (column: Column) => SQL | undefined;

/**
 * A statement over all rows, or over those whose column, given to `among`, is one of `only`. Each of the two is written once,
 * and the second stays one statement whatever the number of ids.
 */
export const amongStatement = <Values extends Record<string, unknown>, Rows>(
  build: (db: Db | Tx, among: Among) => { prepare(name: string): Prepared<Rows> },
) => {
  const whole = statement<Values, Rows>((db) => build(db, () => undefined));
  const some = statement<Values & { only: readonly string[] }, Rows>((db) =>
    build(db, (column) => sql`${column} = any(${sql.placeholder("only")}::text[])`),
  );
  return (db: Db | Tx, values: Values, only: readonly string[] | undefined): Promise<Rows> =>
    only ? some(db, { ...values, only }) : whole(db, values);
};
