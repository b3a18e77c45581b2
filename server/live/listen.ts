import postgres from "postgres";

type Handler = (payload: string) => void;
type Listener = {
  /** Hear a channel until the returned function is called. */
  on(channel: string, handler: Handler): () => void;
  /** Called after every reconnect: what was sent in between is lost, so ask the tables. */
  onReconnect(handler: () => void): () => void;
  /** Resolves once the connection listens. */
  ready(): Promise<void>;
  close(): Promise<void>;
};

const retryMs = [100, 500, 1_000, 2_000, 5_000];

/**
 * One LISTEN connection, outside the pool. postgres.js would listen again by itself, but gives up after one failed
 * try; this one keeps trying until the database is back.
 */
export function makeListener(url: string, channels: readonly string[]): Listener {
  const handlers = new Map<string, Set<Handler>>();
  const reconnects = new Set<() => void>();
  let client: postgres.Sql | undefined;
  let closed = false;
  let failures = 0;
  let connecting: Promise<void> | undefined;

  const connect = async (again: boolean): Promise<void> => {
    for (; !closed; failures++) {
      if (again || failures > 0) await sleep(retryMs[Math.min(failures, retryMs.length - 1)]);
      const fresh = open(url, deliver, () => fresh === client && lose());
      try {
        await fresh.unsafe(channels.map((channel) => `listen ${channel}`).join(";"));
        client = fresh;
        failures = 0;
        if (again) for (const handler of reconnects) handler();
        return;
      } catch (error) {
        if (failures === 0) console.warn("[live] cannot listen to the database, trying again:", reason(error));
        await fresh.end({ timeout: 0 }).catch(() => {});
      }
    }
  };
  const lose = () => {
    client?.end({ timeout: 0 }).catch(() => {});
    client = undefined;
    if (!closed) connecting = connect(true);
  };
  const deliver = (channel: string, payload: string) => {
    for (const handler of handlers.get(channel) ?? []) handler(payload);
  };

  connecting = connect(false);
  return {
    on(channel, handler) {
      const set = handlers.get(channel) ?? new Set();
      handlers.set(channel, set.add(handler));
      return () => set.delete(handler);
    },
    onReconnect(handler) {
      reconnects.add(handler);
      return () => reconnects.delete(handler);
    },
    ready: () => connecting ?? Promise.resolve(),
    async close() {
      closed = true;
      await client?.end({ timeout: 1 });
    },
  };
}

const open = (url: string, onnotify: (channel: string, payload: string) => void, onclose: () => void): postgres.Sql => {
  // A variable, not a literal: `onnotify` is an option the package has but does not declare.
  const options = {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => {},
    connect_timeout: 10,
    onnotify,
    onclose,
  };
  return postgres(url, options);
};
const sleep = (ms = 0) => new Promise((done) => setTimeout(done, ms));
const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
