import { z } from "zod";
import type { LiveMessage } from "@/contract/events";
import { joinFeed } from "./feed";
import { hub } from "./hub";
import { Inbox } from "./inbox";
import { batch, latestSeq, readAfter, type Watcher } from "./numbers";
import { Told } from "./told";

/** What a browser says when it opens the stream. */
export const LiveFrom = z
  .object({ lastEventId: z.string().max(20).nullish(), room: z.string().max(40).optional() })
  .default({});

/** The number to go on from; undefined when there is none, or what was said is none. */
export const lastSeqOf = ({ lastEventId }: z.infer<typeof LiveFrom>): number | undefined => {
  const from = Number(lastEventId);
  return lastEventId && Number.isSafeInteger(from) ? from : undefined;
};

export type Numbered = { id: string; message: LiveMessage };
type From = { lastSeq?: number | undefined; room?: string | undefined; signal: AbortSignal };

/**
 * A team's stream from `lastSeq` on, until `signal` aborts. `id` is where to resume. Subscribes first and catches up
 * then, by number; a gap (older than what is kept) or a number from the future is answered with one `refresh`.
 * With a `room` it also tells who is there and what they draw. Without `lastSeq` it begins with `refresh`, because nobody knows what the caller has seen.
 */
export async function* liveStream(watcher: Watcher, from: From): AsyncGenerator<Numbered> {
  let last = from.lastSeq === undefined ? "" : String(from.lastSeq);
  for await (const some of liveBatches(watcher, from))
    for (const { id, message } of some) {
      if (id !== undefined) last = id;
      yield { id: last, message };
    }
}

/** The same stream as it comes: what is there at one moment, together. */
export async function* liveBatches(watcher: Watcher, { lastSeq, room, signal }: From): AsyncGenerator<readonly Told[]> {
  const inbox = new Inbox(room);
  const { feed, leave } = joinFeed(watcher, inbox);
  const wake = () => inbox.wake();
  signal.addEventListener("abort", wake);
  try {
    await hub().ready();
    let last = lastSeq;
    if (last === undefined) {
      last = await latestSeq(watcher);
      yield [refresh(last)];
    }
    // The first look is unconditional: events between `lastSeq` and now sent no notice to us.
    inbox.stir();
    let begun = false;
    while (!signal.aborted) {
      const { look, passing } = inbox.take();
      if (passing.length > 0) yield passing;
      if (look) {
        const shared: readonly Told[] | undefined = begun ? feed.after(last) : undefined;
        begun = true;
        if (shared?.length) yield shared;
        last = Number(shared?.at(-1)?.id ?? last);
        if (!shared)
          for await (const { some, to } of catchUp(watcher, last)) {
            last = to;
            yield some;
          }
      }
      if (!signal.aborted) await inbox.next();
    }
  } finally {
    leave();
    signal.removeEventListener("abort", wake);
  }
}

const refresh = (seq: number) => new Told({ kind: "refresh", seq }, String(seq));

/** Everything after `last`, in order, or one refresh when the numbers do not join. */
async function* catchUp(watcher: Watcher, last: number): AsyncGenerator<{ to: number; some: Told[] }> {
  for (;;) {
    const { events, newest, joins } = await readAfter(watcher, last);
    if (!joins) {
      yield { to: newest, some: [refresh(newest)] };
      return;
    }
    const some = events.map((event) => new Told({ kind: "event", event }, String(event.seq)));
    last = events.at(-1)?.seq ?? last;
    if (some.length > 0) yield { to: last, some };
    if (events.length < batch) return;
  }
}
