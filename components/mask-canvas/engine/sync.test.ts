import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ClientOp } from "@/contract/mask/ops";
import { MemoryOpStore } from "./op-store";
import { OpSync, type SendOps, SendRefused, type SyncStatus } from "./sync";

const op = (id: string): ClientOp => ({ id, op: { kind: "invert" } });

function start(send: SendOps, store = new MemoryOpStore()) {
  const statuses: SyncStatus[] = [];
  const acks: { id: string; seq: number }[] = [];
  const sync = new OpSync({
    documentKey: "doc",
    store,
    send,
    onAcknowledged: (more) => acks.push(...more),
    onStatus: (status) => statuses.push(status),
  });
  return { sync, store, statuses, acks };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("ops within 300 ms go in one batch, in order, and are then forgotten", async () => {
  const batches: string[][] = [];
  const { sync, store, statuses, acks } = start(async (batch) => {
    batches.push(batch.map(({ id }) => id));
    return { headSeq: 12 };
  });
  sync.add(op("a"));
  await vi.advanceTimersByTimeAsync(200);
  sync.add(op("b"));
  await vi.advanceTimersByTimeAsync(99);
  expect(batches).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);

  expect(batches).toEqual([["a", "b"]]);
  expect(acks).toEqual([
    { id: "a", seq: 11 },
    { id: "b", seq: 12 },
  ]);
  expect(statuses.at(-1)).toEqual({ state: "saved" });
  expect(await store.load("doc")).toEqual([]);
});

test("a failing network is tried again until it works; nothing is lost or reordered", async () => {
  let online = false;
  const sent: string[] = [];
  const { sync, store, statuses } = start(async (batch) => {
    if (!online) throw new Error("no network");
    sent.push(...batch.map(({ id }) => id));
    return { headSeq: sent.length };
  });
  sync.add(op("a"));
  await vi.advanceTimersByTimeAsync(400);
  sync.add(op("b"));
  await vi.advanceTimersByTimeAsync(5000);
  expect(statuses.at(-1)).toEqual({ state: "offline", waiting: 2 });
  expect((await store.load("doc")).map(({ id }) => id)).toEqual(["a", "b"]);
  online = true;
  await vi.advanceTimersByTimeAsync(60_000);

  expect(sent).toEqual(["a", "b"]);
  expect(statuses.at(-1)).toEqual({ state: "saved" });
});

test("the next tab finds what a killed one left, sends it, and drops what is not wanted", async () => {
  const killed = start(() => new Promise(() => undefined));
  killed.sync.add(op("a"));
  killed.sync.add(op("b"));
  await vi.advanceTimersByTimeAsync(1000);
  killed.sync.close();
  const sent: string[] = [];
  const { sync, store } = start(async (batch) => {
    sent.push(...batch.map(({ id }) => id));
    return { headSeq: 5 };
  }, killed.store);

  const found = await sync.leftOver();
  sync.resume(found.slice(1), found);
  await vi.advanceTimersByTimeAsync(10);

  expect(sent).toEqual(["b"]);
  expect(await store.load("doc")).toEqual([]);
});

test("a refusal stops sending, says why and keeps the ops", async () => {
  const send = vi.fn<SendOps>(async () => {
    throw new SendRefused("You may only look at this mask");
  });
  const { sync, statuses, store } = start(send);
  sync.add(op("a"));
  await vi.advanceTimersByTimeAsync(120_000);

  expect(send).toHaveBeenCalledTimes(1);
  expect(statuses.at(-1)).toEqual({ state: "refused", waiting: 1, message: "You may only look at this mask" });
  expect(await store.load("doc")).toHaveLength(1);
});
