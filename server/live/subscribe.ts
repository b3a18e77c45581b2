import { and, asc, eq, gt } from "drizzle-orm";
import type { LiveMessage, StudioEvent } from "@/contract/events";
import type { Db, Tx } from "@/db/client";
import { liveCounters, liveEvents } from "@/db/schema";
import { liveChannel, presenceChannel, progressChannel } from "./channels";
import { hub } from "./hub";
import { Inbox } from "./inbox";

/** The part of a StudioContext the stream needs. */
type Watcher = { db: Db | Tx; teamId: string };
export type Numbered = { id: string; message: LiveMessage };

const batch = 500;

/** The number of a team's newest event. A page that renders with it and subscribes with it misses nothing in between. */
export async function latestSeq({ db, teamId }: Watcher): Promise<number> {
  const [row] = await db.select({ seq: liveCounters.seq }).from(liveCounters).where(eq(liveCounters.teamId, teamId));
  return row?.seq ?? 0;
}

/**
 * A team's stream from `lastSeq` on, until `signal` aborts. `id` is where to resume. Subscribes first and catches up
 * then, by number; a gap (older than what is kept) or a number from the future is answered with one `refresh`.
 * With a `room` it also tells who is there and what they draw. Without `lastSeq` it begins with `refresh`, because nobody knows what the caller has seen.
 */
export async function* liveStream(
  watcher: Watcher,
  { lastSeq, room, signal }: { lastSeq?: number | undefined; room?: string | undefined; signal: AbortSignal },
): AsyncGenerator<Numbered> {
  const inbox = new Inbox(watcher.teamId, room);
  const stop = subscribe(inbox, signal);
  try {
    await hub().ready();
    let last = lastSeq;
    if (last === undefined) {
      last = await latestSeq(watcher);
      yield { id: String(last), message: { kind: "refresh", seq: last } };
    }
    // The first look is unconditional: events between `lastSeq` and now sent no notice to us.
    inbox.stir();
    while (!signal.aborted) {
      const { look, progress, presences } = inbox.take();
      for (const message of progress) yield { id: String(last), message: { kind: "progress", progress: message } };
      for (const presence of presences) yield { id: String(last), message: { kind: "presence", presence } };
      if (!look) {
        await inbox.next();
        continue;
      }
      for await (const step of catchUp(watcher, last)) {
        last = step.last;
        yield { id: String(last), message: step.message };
      }
    }
  } finally {
    stop();
  }
}

function subscribe(inbox: Inbox, signal: AbortSignal): () => void {
  const listener = hub();
  const stops = [
    listener.on(liveChannel, (payload) => inbox.heard(payload)),
    listener.on(progressChannel, (payload) => inbox.progressed(payload)),
    listener.on(presenceChannel, (payload) => inbox.present(payload)),
    listener.onReconnect(() => inbox.stir()),
  ];
  const wake = () => inbox.wake();
  signal.addEventListener("abort", wake);
  return () => {
    for (const stop of stops) stop();
    signal.removeEventListener("abort", wake);
  };
}

/** Everything after `last`, in order, or one refresh when the numbers do not join. */
async function* catchUp(watcher: Watcher, last: number): AsyncGenerator<{ last: number; message: LiveMessage }> {
  for (;;) {
    const { events, newest } = await readAfter(watcher, last);
    const first = events[0];
    if (newest < last || (first ? first.seq !== last + 1 : newest > last)) {
      last = Math.max(newest, 0);
      yield { last, message: { kind: "refresh", seq: last } };
      return;
    }
    for (const event of events) {
      last = event.seq;
      yield { last, message: { kind: "event", event } };
    }
    if (events.length < batch) return;
  }
}

/** Events after `last` and the counter, in one statement: two snapshots would make a commit between them look like a gap. */
async function readAfter({ db, teamId }: Watcher, last: number): Promise<{ events: StudioEvent[]; newest: number }> {
  const rows = await db
    .select({ event: liveEvents, newest: liveCounters.seq })
    .from(liveCounters)
    .leftJoin(liveEvents, and(eq(liveEvents.teamId, liveCounters.teamId), gt(liveEvents.seq, last)))
    .where(eq(liveCounters.teamId, teamId))
    .orderBy(asc(liveEvents.seq))
    .limit(batch);
  const events = rows.flatMap(({ event }) =>
    event ? [{ seq: event.seq, topic: event.topic, id: event.entityId, projectId: event.projectId }] : [],
  );
  return { events, newest: rows[0]?.newest ?? 0 };
}
