import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeRecipe, makeTeam } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { closeHub, hub } from "@/server/live/hub";
import { asNode } from "@/server/testing/contexts";
import { callWaiting, keepHouse } from "./housekeeping";
import { enqueue } from "./queue/enqueue";
import { promoteDelayed } from "./queue/promote";
import type { Job } from "./queue/states";
import { closeWaitingRoom, waitForWork, waitingRoom } from "./queue/wait-for-work";

const file = await createTestDatabase();
const { db } = file;
vi.stubEnv("DATABASE_URL", file.url);
vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");

const never = new AbortController().signal;
let node: StudioContext;
let project: Awaited<ReturnType<typeof makeProject>>;
beforeEach(async () => {
  const team = await makeTeam(db);
  project = await makeProject(db, team.id);
  node = asNode(db, await makeNode(db, team.id, [{ pass: "adjust", state: "ready" }]));
  waitingRoom();
  await hub().ready();
});
afterEach(async () => {
  closeWaitingRoom();
  await closeHub();
});
afterAll(() => file.drop());

/** Resolves with what a node gets that was already waiting, its first claim empty. */
const waiting = (): Promise<Job | null> => waitForWork(node, node.actor.id, { seconds: 10, signal: never });
/** Long enough for the first claim of a seat to have come back empty. */
const seated = () => new Promise((done) => setTimeout(done, 100));

describe("a node that waits", () => {
  it("hears of a queued job through the database within a second", async () => {
    const answer = waiting();
    await seated();
    const began = Date.now();

    const job = await enqueue(node, {
      title: "Adjust",
      projectId: project.id,
      frameId: null,
      versionId: null,
      recipe: makeRecipe(),
      needs: {},
      roughAllowed: false,
    });

    expect((await answer)?.id).toBe(job.id);
    expect(Date.now() - began).toBeLessThan(1_000);
  });

  it("gets a job whose notice was lost with the next sweep", async () => {
    const answer = waiting();
    await seated();
    const { id } = await makeJob(db, project);

    await callWaiting(db);

    expect((await answer)?.id).toBe(id);
  });

  it("gets a job whose notice was lost with the listener, once that is back", async () => {
    const answer = waiting();
    await seated();
    const { id } = await makeJob(db, project);

    const killed = await db.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'`,
    );

    expect(killed).toHaveLength(1);
    expect((await answer)?.id).toBe(id);
  });

  it("hears of a job whose pause after a failure is over", async () => {
    const { id } = await makeJob(db, project, { state: "delayed", runAt: new Date(Date.now() - 1_000).toISOString() });
    const notYet = await makeJob(db, project, { state: "delayed", runAt: new Date(Date.now() + 60_000).toISOString() });
    const answer = waiting();
    await seated();

    expect(await promoteDelayed(db)).toBe(1);

    expect((await answer)?.id).toBe(id);
    expect(notYet.state).toBe("delayed");
  });
});

describe("chores", () => {
  it("go on after one of them fails, and stop when told", async () => {
    const turns = { good: 0, bad: 0 };
    const stop = keepHouse(db, [
      { name: "good", everyMs: 5, firstMs: 0, run: async () => turns.good++ },
      {
        name: "bad",
        everyMs: 5,
        firstMs: 0,
        run: async () => {
          turns.bad++;
          throw new Error("broken broom");
        },
      },
    ]);
    await vi.waitFor(() => expect(Math.min(turns.good, turns.bad)).toBeGreaterThan(3));

    stop();
    const at = { ...turns };
    await new Promise((done) => setTimeout(done, 60));

    expect(turns.good - at.good).toBeLessThanOrEqual(1);
    expect(turns.bad - at.bad).toBeLessThanOrEqual(1);
  });
});
