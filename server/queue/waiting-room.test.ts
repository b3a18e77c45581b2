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

  it("asks first who could do what is new, though it answered like the others before", async () => {
    const room = new WaitingRoom();
    const claims: string[] = [];
    const jobs = new Map<string, Job>();
    const waiter = (id: string) => ({
      ...{ teamId: "team", id, able: async () => new Set(["third"]), giveBack: async () => {} },
      claim: async () => {
        claims.push(id);
        return { job: jobs.get(id) ?? null, more: true, alike: "{1}" };
      },
    });
    const waiting = ["first", "second", "third"].map((id) => room.wait(waiter(id), 200, never));
    await turn();
    jobs.set("third", jobCalled("job"));
    claims.length = 0;

    await room.call("team");

    expect(claims).toEqual(["third", "first"]);
    expect((await waiting[2])?.id).toBe("job");
    await Promise.all(waiting);
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
