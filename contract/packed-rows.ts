type Fields = Readonly<Record<string, unknown>>;

/** Rows on their way to the browser: what all have in common is said once, and no row names its fields. */
export type PackedRows<Row extends object> = {
  count: number;
  same: Partial<Row>;
  names: string[];
  /** The values of `names`, a list a name. */
  columns: unknown[][];
  /** Fields that are records of the same fields in every row. */
  inner: Record<string, Packed>;
};
interface Packed {
  count: number;
  same: object;
  names: string[];
  columns: unknown[][];
  inner: Record<string, Packed>;
}
/** What `unpackRows` makes of it. */
export type Unpacked<Of extends Packed> = Required<Of["same"]>;

/** Rows of one shape, of JSON's values and days, packed. `unpackRows` gives back equal rows. */
export function packRows<Row extends object>(rows: readonly Row[]): PackedRows<Row> {
  const [first] = rows as readonly Fields[];
  const packed: PackedRows<Row> = { count: rows.length, same: {}, names: [], columns: [], inner: {} };
  for (const name of Object.keys(first ?? {})) {
    const values = (rows as readonly Fields[]).map((row) => row[name]);
    const [one] = values;
    if (!isRecord(one) && values.every((value) => value === one)) Object.assign(packed.same, { [name]: one });
    else if (values.every(isRecord) && alike(values)) packed.inner[name] = packRows(values);
    else {
      packed.names.push(name);
      packed.columns.push(values);
    }
  }
  return packed;
}

/** The rows as they were packed, in their order; fields may stand in another one. */
export function unpackRows<Of extends Packed>({ count, same, names, columns, inner }: Of): Unpacked<Of>[] {
  const rows = Array.from({ length: count }, (): Record<string, unknown> => ({ ...same }));
  const fields = names.map((name, at) => [name, columns[at] ?? []] as const);
  const records = Object.entries(inner).map(([name, packed]) => [name, unpackRows(packed)] as const);
  for (const [name, values] of [...fields, ...records]) for (const [at, row] of rows.entries()) row[name] = values[at];
  return rows as Unpacked<Of>[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const alike = (values: readonly Fields[]): boolean => {
  const names = Object.keys(values[0] ?? {});
  return values.every((value) => Object.keys(value).length === names.length && names.every((name) => name in value));
};
