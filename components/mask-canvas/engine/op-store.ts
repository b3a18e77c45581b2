import type { ClientOp } from "@/contract/mask/ops";

/** Where ops wait until the server has them: they outlive a killed tab. */
export interface OpStore {
  /** In the order they were put. */
  load(documentKey: string): Promise<ClientOp[]>;
  put(documentKey: string, op: ClientOp): Promise<void>;
  remove(documentKey: string, ids: readonly string[]): Promise<void>;
}

type Row = ClientOp & { document: string; order: number };

const DATABASE = "backlot-mask-ops";
const TABLE = "ops";

/** IndexedDB, or memory where the browser offers none (then a killed tab loses what was not sent). */
export async function openOpStore(): Promise<OpStore> {
  try {
    return new IndexedDbOpStore(await openDatabase());
  } catch {
    return new MemoryOpStore();
  }
}

export class MemoryOpStore implements OpStore {
  private readonly rows = new Map<string, ClientOp[]>();

  async load(documentKey: string): Promise<ClientOp[]> {
    return [...(this.rows.get(documentKey) ?? [])];
  }

  async put(documentKey: string, op: ClientOp): Promise<void> {
    this.rows.set(documentKey, [...(this.rows.get(documentKey) ?? []), op]);
  }

  async remove(documentKey: string, ids: readonly string[]): Promise<void> {
    const left = (this.rows.get(documentKey) ?? []).filter((op) => !ids.includes(op.id));
    this.rows.set(documentKey, left);
  }
}

class IndexedDbOpStore implements OpStore {
  private readonly database: IDBDatabase;
  private order = Date.now() * 1000;

  constructor(database: IDBDatabase) {
    this.database = database;
  }

  async load(documentKey: string): Promise<ClientOp[]> {
    const request = this.table("readonly").index("document").getAll(documentKey) as IDBRequest<Row[]>;
    const rows = await result(request);
    return rows.sort((a, b) => a.order - b.order).map(({ id, op }) => ({ id, op }));
  }

  async put(documentKey: string, { id, op }: ClientOp): Promise<void> {
    const row: Row = { id, op, document: documentKey, order: this.order++ };
    await result(this.table("readwrite").put(row));
  }

  async remove(documentKey: string, ids: readonly string[]): Promise<void> {
    const table = this.table("readwrite");
    await Promise.all(ids.map((id) => result(table.delete([documentKey, id]))));
  }

  private table(mode: IDBTransactionMode): IDBObjectStore {
    return this.database.transaction(TABLE, mode).objectStore(TABLE);
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(TABLE, { keyPath: ["document", "id"] }).createIndex("document", "document");
  };
  return result(request);
}

const result = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
