import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { LiveMessage } from "@/contract/events";
import { newId } from "@/contract/ids";
import type { PresenceState } from "@/contract/presence";
import { liveEvents } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeTeam } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { closeHub, hub } from "./hub";
import { latestSeq } from "./numbers";
import { tellPresence } from "./presence";
import { publish } from "./publish";
import { liveStream } from "./subscribe";
import { sweepEvents } from "./sweep";

const file = await createTestDatabase({ max: 20 });
const { db } = file;
beforeAll(() => {
  vi.stubEnv("DATABASE_URL", file.url);
  vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
});
afterEach(() => closeHub());
afterAll(() => file.drop());

const emit = (teamId: string, id = newId("job")) =>
  db.transaction((tx) => publish(tx, teamId, [{ topic: "job", id, projectId: null }]));
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Collects a stream until `until` says enough. */
const collect = async (teamId: string, lastSeq: number | undefined, until: (messages: LiveMessage[]) => boolean) => {
  const stop = new AbortController();
  const messages: LiveMessage[] = [];
  const ids: string[] = [];
  for await (const { id, message } of liveStream({ db, teamId }, { lastSeq, signal: stop.signal })) {
    messages.push(message);
    ids.push(id);
    if (until(messages)) stop.abort();
  }
  return { messages, ids };
};
const seqs = (messages: LiveMessage[]) =>
  messages.flatMap((message) => (message.kind === "event" ? [message.event.seq] : []));

/** 8 writers whose transactions take 0–8 ms before they announce. */
const flood = (teamId: string, each: number) =>
  Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let n = 0; n < each; n++)
        await db.transaction(async (tx) => {
          await tx.execute(sql`select 1`);
          await pause(Math.random() * 8);
          await publish(tx, teamId, [{ topic: "frame", id: newId("frame"), projectId: null }]);
        });
    }),
  );

describe("live stream", () => {
  it("misses nothing of transactions of random length, in order, without a gap", async () => {
    const { id } = await makeTeam(db);
    const reader = collect(id, 0, (messages) => messages.length >= 320);
    await flood(id, 40);

    const { messages } = await reader;

    expect(seqs(messages)).toEqual(Array.from({ length: 320 }, (_, n) => n + 1));
  });

  it("misses nothing while its listener is killed again and again", async () => {
    const { id } = await makeTeam(db);
    const reader = collect(id, 0, (messages) => seqs(messages).length >= 320);
    await hub().ready();
    let killed = 0;
    const killer = (async () => {
      for (let n = 0; n < 4; n++) {
        await pause(60);
        const rows = await db.execute(
          sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'`,
        );
        killed += rows.length;
      }
    })();
    await Promise.all([flood(id, 40), killer]);

    const { messages } = await reader;

    expect(killed).toBeGreaterThan(0);
    expect(seqs(messages)).toEqual(Array.from({ length: 320 }, (_, n) => n + 1));
  });

  it("never shows another team's events or progress", async () => {
    const [mine, theirs] = [await makeTeam(db), await makeTeam(db)];
    const reader = collect(mine.id, 0, (messages) =>
      messages.some((message) => message.kind === "event" && message.event.id === "last"),
    );
    await hub().ready();
    for (let n = 0; n < 20; n++) {
      await emit(theirs.id, "theirs");
      await db.execute(
        sql`select pg_notify('progress', ${JSON.stringify({ teamId: theirs.id, jobId: "theirs", fraction: 0, label: "", previewMediaId: null, etaSeconds: null })})`,
      );
      await emit(mine.id, "mine");
    }
    await emit(mine.id, "last");

    const { messages } = await reader;

    expect(messages.map((message) => (message.kind === "event" ? message.event.id : message.kind))).toEqual([
      ...Array(20).fill("mine"),
      "last",
    ]);
  });

  it("resumes after the number it is given, and its ids are where to resume", async () => {
    const { id } = await makeTeam(db);
    for (let n = 0; n < 5; n++) await emit(id);

    const { messages, ids } = await collect(id, 3, (messages) => messages.length === 2);

    expect(seqs(messages)).toEqual([4, 5]);
    expect(ids).toEqual(["4", "5"]);
  });

  it("starts with one refresh when nobody knows what was seen, and goes on from there", async () => {
    const { id } = await makeTeam(db);
    await emit(id);
    const reader = collect(id, undefined, (messages) => messages.length === 2);
    await hub().ready();
    await pause(30);
    await emit(id);

    const { messages } = await reader;

    expect(messages).toMatchObject([
      { kind: "refresh", seq: 1 },
      { kind: "event", event: { seq: 2 } },
    ]);
  });

  it("answers a number that is too old, or from the future, with one refresh", async () => {
    const { id } = await makeTeam(db);
    for (let n = 0; n < 6; n++) await emit(id);
    await sweepEvents(db, { hours: 24, events: 2 });

    const old = await collect(id, 1, () => true);
    const future = await collect(id, 99, () => true);
    const fits = await collect(id, 4, (messages) => messages.length === 2);
    await sweepEvents(db, { hours: 24, events: 0 });
    const allGone = await collect(id, 4, () => true);

    expect(old.messages).toEqual([{ kind: "refresh", seq: 6 }]);
    expect(future.messages).toEqual([{ kind: "refresh", seq: 6 }]);
    expect(seqs(fits.messages)).toEqual([5, 6]);
    expect(allGone.messages).toEqual([{ kind: "refresh", seq: 6 }]);
  });

  it("passes progress on and keeps only the newest of each job for a slow reader", async () => {
    const { id } = await makeTeam(db);
    const stop = new AbortController();
    const stream = liveStream({ db, teamId: id }, { lastSeq: 0, signal: stop.signal });
    const first = stream.next();
    await hub().ready();
    const tick = (fraction: number) =>
      db.execute(
        sql`select pg_notify('progress', ${JSON.stringify({ teamId: id, jobId: "job", fraction, label: "", previewMediaId: null, etaSeconds: 3 })})`,
      );
    await tick(0.1);
    expect((await first).value).toMatchObject({
      message: { kind: "progress", progress: { jobId: "job", fraction: 0.1, etaSeconds: 3 } },
    });
    for (const fraction of [0.2, 0.3, 0.4]) await tick(fraction);
    await pause(50);

    const next = (await stream.next()).value;
    stop.abort();
    await stream.return(undefined);

    expect(next).toMatchObject({ message: { progress: { fraction: 0.4 } } });
  });
});

describe("presence", () => {
  const state: PresenceState = { at: { x: 3, y: 4 }, view: null, tool: "brush", layer: "m", stroke: null, left: false };
  const tell = (teamId: string, room: string, x: number) =>
    tellPresence({ db, teamId } as StudioContext, {
      ...state,
      at: { x, y: 0 },
      room,
      tab: "tab-1",
      userId: "usr_1",
      name: "Mei",
    });

  it("reaches those in the room, in order, and nobody of another room or team", async () => {
    const [mine, theirs] = [await makeTeam(db), await makeTeam(db)];
    const [room, next] = [newId("version"), newId("version")];
    const stop = new AbortController();
    const stream = liveStream({ db, teamId: mine.id }, { lastSeq: 0, room, signal: stop.signal });
    const first = stream.next();
    await hub().ready();
    await tell(theirs.id, room, 90);
    await tell(mine.id, next, 91);
    for (const x of [1, 2, 3]) await tell(mine.id, room, x);

    const heard = [await first, await stream.next(), await stream.next()].map(({ value }) => value?.message);
    await emit(mine.id);
    const after = (await stream.next()).value?.message;
    stop.abort();
    await stream.return(undefined);

    expect(heard.map((message) => message?.kind === "presence" && message.presence.at?.x)).toEqual([1, 2, 3]);
    expect(heard[0]).toMatchObject({ presence: { name: "Mei", room } });
    expect(after).toMatchObject({ kind: "event" });
  });

  it("leaves out what would not fit into a notice, and does not fail", async () => {
    const { id } = await makeTeam(db);
    const stroke = {
      id: "s",
      layer: "m",
      mode: "add",
      size: 40,
      from: 0,
      points: "A".repeat(9_000),
      done: false,
    } as const;
    await expect(
      tellPresence({ db, teamId: id } as StudioContext, {
        ...state,
        stroke,
        room: "r",
        tab: "tab-1",
        userId: "usr_1",
        name: "Mei",
      }),
    ).resolves.toBeUndefined();
  });
});

describe("retention", () => {
  it("removes what is older than a day or beyond the newest, of every team alone", async () => {
    const [old, long] = [await makeTeam(db), await makeTeam(db)];
    for (let n = 0; n < 3; n++) await emit(old.id);
    for (let n = 0; n < 8; n++) await emit(long.id);
    await db
      .update(liveEvents)
      .set({ at: sql`now() - interval '25 hours'` })
      .where(sql`team_id = ${old.id} and seq <= 2`);

    await sweepEvents(db, { hours: 24, events: 5 });

    const left = async (teamId: string) => db.$count(liveEvents, sql`team_id = ${teamId}`);
    expect([await left(old.id), await left(long.id)]).toEqual([1, 5]);
    expect(await latestSeq({ db, teamId: long.id })).toBe(8);
  });
});
