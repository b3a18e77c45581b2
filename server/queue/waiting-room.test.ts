import { describe, expect, it } from "vitest";
import type { Job } from "./states";
import { WaitingRoom } from "./waiting-room";

const never = new AbortController().signal;
const jobCalled = (id: string) => ({ id, leaseId: `lease of ${id}` }) as Job;

/** A queue in memory: what each node may take, and gates to hold a claim in mid-flight. */
const makeQueue = () => {
  const ready: { id: string; for: string }[] = [];
  const claims: string[] = [];
  const returned: string[] = [];
  let gate: Promise<void> = Promise.resolve();
  const waiter = (node: string) => ({
    teamId: "team",
    claim: async () => {
      claims.push(node);
      // Read first, then be slow: what arrives meanwhile is not in this answer.
      const at = ready.findIndex((job) => job.for === node || job.for === "any");
      const [taken] = at < 0 ? [] : ready.splice(at, 1);
      await gate;
      return { job: taken ? jobCalled(taken.id) : null, more: ready.length > 0 };
    },
    giveBack: async (job: Job) => {
      returned.push(job.id);
    },
  });
  const hold = () => {
    let open = () => {};
    gate = new Promise((done) => {
      open = done;
    });
    return () => {
      gate = Promise.resolve();
      open();
    };
  };
  return { ready, claims, returned, waiter, hold };
};
const turn = () => new Promise((done) => setImmediate(done));

describe("waiting room", () => {
  it("does not lose a call that comes between the first claim and the seat", async () => {
    const room = new WaitingRoom();
    const queue = makeQueue();
    const open = queue.hold();
    const answer = room.wait(queue.waiter("a"), 5_000, never);
    queue.ready.push({ id: "job", for: "any" });

    await room.call("team");
    open();

    expect((await answer)?.id).toBe("job");
    expect(queue.claims).toEqual(["a", "a"]);
  });

  it("asks only those that could do what came, and one of a kind when that finds nothing", async () => {
    const room = new WaitingRoom();
    const claims: string[] = [];
    const jobs = new Map<string, Job>();
    // Requirements 1 and 2; "big" nodes may run both, "small" ones the first, of "new" nothing is known.
    const may: Record<string, number[]> = { small: [1], big: [1, 2] };
    const waiter = (kind: string, n: number) => ({
      ...{ teamId: "team", giveBack: async () => {}, word: () => (kind === "new" ? undefined : kind) },
      may: (ids: readonly number[]) => (may[kind] ? ids.some((id) => may[kind]?.includes(id)) : undefined),
      prepare: async (named: readonly number[] | undefined) => named ?? [1],
      claim: async () => {
        claims.push(`${kind} ${n}`);
        return { job: jobs.get(`${kind} ${n}`) ?? null, more: true, alike: kind === "new" ? undefined : kind };
      },
    });
    const kinds = ["small", "new", "big", "small", "big"];
    const waiting = kinds.map((kind, n) => room.wait(waiter(kind, n), 300, never));
    await turn();
    const asked = async (named: number[] | undefined) => {
      claims.length = 0;
      await room.call("team", named);
      return claims;
    };

    expect(await asked([2])).toEqual(["big 2", "new 1"]);
    expect(await asked(undefined)).toEqual(["small 0", "big 2", "new 1"]);
    jobs.set("big 4", jobCalled("job"));
    expect(await asked([2])).toEqual(["big 2", "new 1"]);
    jobs.set("big 2", jobCalled("first"));
    expect(await asked([2])).toEqual(["big 2", "big 4", "new 1"]);
    expect((await Promise.all(waiting)).map((job) => job?.id)).toEqual([
      ...[undefined, undefined, "first", undefined, "job"],
    ]);
  });

  it("seats a node unasked when one like it has just found nothing, until something comes", async () => {
    const room = new WaitingRoom();
    const claims: string[] = [];
    let gate: Promise<void> = Promise.resolve();
    const waiter = (id: string, word: string) => ({
      ...{ teamId: "team", giveBack: async () => {}, word: () => word },
      claim: async () => {
        claims.push(id);
        await gate;
        return { job: null, more: true, alike: word };
      },
    });
    const wait = async (id: string, word: string, holdMs = 20) => {
      void room.wait(waiter(id, word), holdMs, never);
      await turn();
    };
    await wait("a", "kind");
    await wait("b", "kind");
    await wait("c", "other");
    // Asking without waiting is a question of its own.
    await wait("d", "kind", 0);
    expect(claims).toEqual(["a", "c", "d"]);

    await room.call("team");
    claims.length = 0;
    let open = () => {};
    gate = new Promise((done) => {
      open = done;
    });
    await wait("e", "third");
    // It came while e asked: what e found says nothing about f.
    const called = room.call("team");
    open();
    await called;
    await turn();
    claims.length = 0;
    await wait("f", "third");
    await wait("g", "third");
    expect(claims.filter((id) => id === "g")).toEqual([]);
    await new Promise((done) => setTimeout(done, 1_050));
    claims.length = 0;
    await wait("h", "third");
    expect(claims).toEqual(["h"]);
  });

  it("goes on to the next node when the first cannot do the job", async () => {
    const room = new WaitingRoom();
    const queue = makeQueue();
    const incapable = room.wait(queue.waiter("small"), 60, never);
    const capable = room.wait(queue.waiter("big"), 5_000, never);
    await turn();
    queue.ready.push({ id: "job", for: "big" });

    await room.call("team");

    expect((await capable)?.id).toBe("job");
    expect(await incapable).toBeNull();
  });

  it("stops asking when nothing is left", async () => {
    const room = new WaitingRoom();
    const queue = makeQueue();
    const answers = ["a", "b", "c"].map((node) => room.wait(queue.waiter(node), 60, never));
    await turn();
    const before = queue.claims.length;
    queue.ready.push({ id: "job", for: "any" });

    await room.call("team");
    const asked = queue.claims.length - before;

    expect(asked).toBe(1);
    expect((await Promise.all(answers)).map((job) => job?.id ?? null)).toEqual(["job", null, null]);
  });

  it("answers a node whose time ran out while its claim was under way", async () => {
    const room = new WaitingRoom();
    const queue = makeQueue();
    const open = queue.hold();
    const empty = room.wait(queue.waiter("a"), 5, never);
    queue.ready.push({ id: "late", for: "b" });
    const lucky = room.wait(queue.waiter("b"), 5, never);
    await new Promise((done) => setTimeout(done, 20));
    open();

    expect(await empty).toBeNull();
    expect((await lucky)?.id).toBe("late");
    expect(room.teams()).toEqual([]);
  });

  it("gives back at once what it claimed for a socket that closed", async () => {
    const room = new WaitingRoom();
    const queue = makeQueue();
    const open = queue.hold();
    const socket = new AbortController();
    queue.ready.push({ id: "job", for: "any" });
    const answer = room.wait(queue.waiter("a"), 5_000, socket.signal);
    socket.abort();
    open();

    expect(await answer).toBeNull();
    expect(queue.returned).toEqual(["job"]);
  });

  it("leaves no seat behind when the node hangs up or the first claim throws", async () => {
    const room = new WaitingRoom();
    const queue = makeQueue();
    const socket = new AbortController();
    const waiting = room.wait(queue.waiter("a"), 5_000, socket.signal);
    await turn();
    socket.abort();
    const broken = { ...queue.waiter("b"), claim: () => Promise.reject(new Error("no database")) };

    expect(await waiting).toBeNull();
    await expect(room.wait(broken, 5_000, never)).rejects.toThrow("no database");
    expect(room.teams()).toEqual([]);
  });

  it("survives a claim that throws later, and tries again with the next call", async () => {
    const room = new WaitingRoom();
    const queue = makeQueue();
    let broken = false;
    const { claim, ...rest } = queue.waiter("a");
    const answer = room.wait(
      { ...rest, claim: () => (broken ? Promise.reject(new Error("gone")) : claim()) },
      5_000,
      never,
    );
    await turn();
    queue.ready.push({ id: "job", for: "any" });
    broken = true;
    await room.call("team");
    broken = false;

    await room.call("team");

    expect((await answer)?.id).toBe("job");
  });
});
