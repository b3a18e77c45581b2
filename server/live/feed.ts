import { z } from "zod";
import type { Presence } from "@/contract/presence";
import { liveChannel, presenceChannel, progressChannel } from "./channels";
import { hub } from "./hub";
import type { Inbox } from "./inbox";
import { batch, latestSeq, readAfter, type Watcher } from "./numbers";
import { Told } from "./told";

const Tick = z.object({
  teamId: z.string(),
  jobId: z.string(),
  fraction: z.number(),
  label: z.string(),
  previewMediaId: z.string().nullable(),
  etaSeconds: z.number().nullable(),
});

/** Newest events of a team kept in memory while somebody watches it; whoever is further behind reads for themselves. */
const kept = 1000;
const retryMs = 500;

/**
 * A team's stream in this process: what is new is read once, parsed once and encoded once, for all who watch. Only as
 * good as its notices: the numbers decide, and whoever cannot join asks the table.
 */
class Feed {
  readonly #watcher: Watcher;
  readonly #inboxes = new Set<Inbox>();
  readonly #stops: (() => void)[];
  #recent: Told[] = [];
  /** Number of the newest of `#recent`; undefined until the counter was read once. */
  #at: number | undefined;
  #reading = false;
  #again = false;
  #over = false;

  constructor(watcher: Watcher) {
    this.#watcher = watcher;
    const listener = hub();
    const mine = `${watcher.teamId}:`;
    this.#stops = [
      // The number is not used: the table says what is new.
      listener.on(liveChannel, (payload) => payload.startsWith(mine) && void this.read()),
      listener.on(progressChannel, (payload) => this.#progressed(payload)),
      listener.on(presenceChannel, (payload) => this.#present(payload)),
      listener.onReconnect(() => void this.read()),
    ];
    void listener.ready().then(() => this.read());
  }

  add(inbox: Inbox): void {
    this.#inboxes.add(inbox);
  }

  /** True when that was the last one: the feed has stopped. */
  remove(inbox: Inbox): boolean {
    this.#inboxes.delete(inbox);
    if (this.#inboxes.size > 0) return false;
    this.#over = true;
    for (const stop of this.#stops) stop();
    return true;
  }

  /** What follows number `last`, if that is known here. Undefined: ask the table. */
  after(last: number): Told[] | undefined {
    const at = this.#at;
    if (at === undefined || last > at || last < at - this.#recent.length) return undefined;
    return last === at ? [] : this.#recent.slice(last - at);
  }

  /** Look for new numbers; notices that come while it looks are one more look. */
  async read(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#again && !this.#over) {
        this.#again = false;
        await this.#readOn();
      }
    } catch (error) {
      console.warn("[live] events could not be read:", error instanceof Error ? error.message : error);
      setTimeout(() => void this.read(), retryMs).unref();
    } finally {
      this.#reading = false;
    }
  }

  async #readOn(): Promise<void> {
    for (;;) {
      if (this.#at === undefined) {
        this.#at = await latestSeq(this.#watcher);
        // What came between their look and this one was announced to nobody.
        for (const inbox of this.#inboxes) inbox.stir();
      } else {
        const { events, newest, joins } = await readAfter(this.#watcher, this.#at);
        if (joins && events.length === 0) return;
        const told = events.map((event) => new Told({ kind: "event", event }, String(event.seq)));
        this.#recent = joins ? [...this.#recent, ...told].slice(-kept) : [];
        this.#at = joins ? (events.at(-1)?.seq ?? newest) : newest;
        for (const inbox of this.#inboxes) inbox.stir();
        if (joins && events.length < batch) return;
      }
    }
  }

  #progressed(payload: string): void {
    if (!payload.includes(this.#watcher.teamId)) return;
    const { teamId, ...progress } = Tick.parse(JSON.parse(payload));
    if (teamId !== this.#watcher.teamId) return;
    const told = new Told({ kind: "progress", progress });
    for (const inbox of this.#inboxes) inbox.progressed(progress.jobId, told);
  }

  /** Written by our own server, from checked input. */
  #present(payload: string): void {
    if (!payload.includes(this.#watcher.teamId)) return;
    const { teamId, ...presence } = JSON.parse(payload) as Presence & { teamId: string };
    if (teamId !== this.#watcher.teamId) return;
    const told = new Told({ kind: "presence", presence });
    for (const inbox of this.#inboxes) inbox.present(presence.room, told);
  }
}

// Next loads a module more than once; a listener that was closed takes its feeds along.
const held = globalThis as typeof globalThis & { backlotFeeds?: WeakMap<object, Map<string, Feed>> };

/** Hear a team's feed with `inbox` until `leave` is called. All who watch a team in this process share one. */
export function joinFeed(watcher: Watcher, inbox: Inbox): { feed: Pick<Feed, "after">; leave: () => void } {
  held.backlotFeeds ??= new WeakMap();
  const listener = hub();
  const feeds = held.backlotFeeds.get(listener) ?? new Map<string, Feed>();
  held.backlotFeeds.set(listener, feeds);
  const feed = feeds.get(watcher.teamId) ?? new Feed(watcher);
  feeds.set(watcher.teamId, feed);
  feed.add(inbox);
  const leave = () => {
    if (feed.remove(inbox) && feeds.get(watcher.teamId) === feed) feeds.delete(watcher.teamId);
  };
  return { feed, leave };
}
