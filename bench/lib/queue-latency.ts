import { makeNode, makeProject, makeRecipe, makeTeam, makeUser } from "../../db/testing/factories";
import { closeHub, hub } from "../../server/live/hub";
import { complete } from "../../server/queue/complete";
import { enqueue } from "../../server/queue/enqueue";
import { closeWaitingRoom, waitForWork } from "../../server/queue/wait-for-work";
import { asNode, asUser } from "../../server/testing/contexts";
import type { ownQueue } from "./queue-own";

/** Milliseconds from the call that queues a job to the waiting node that has it, `count` times, with `waiters` nodes held. */
export async function ownLatencies(
  { db }: Awaited<ReturnType<typeof ownQueue>>,
  waiters: number,
  count: number,
): Promise<number[]> {
  const team = await makeTeam(db);
  const project = await makeProject(db, team.id);
  const owner = asUser(db, team.id, await makeUser(db, team.id));
  const had = new Map<string, (at: number) => void>();
  const over = new AbortController();
  await hub().ready();
  const waiting = Array.from({ length: waiters }, async () => {
    const ctx = asNode(db, await makeNode(db, team.id, [{ pass: "adjust", state: "ready" }]));
    while (!over.signal.aborted) {
      const job = await waitForWork(ctx, ctx.actor.id, { signal: over.signal });
      if (!job?.leaseId) continue;
      had.get(job.title)?.(performance.now());
      await complete(ctx, { jobId: job.id, leaseId: job.leaseId, seconds: 1 }, async () => {});
    }
  });
  await new Promise((done) => setTimeout(done, 1500));
  const times: number[] = [];
  // The first ones warm every connection and every plan.
  for (let n = -50; n < count; n++) {
    const title = `job ${n}`;
    const begin = performance.now();
    const done = new Promise<number>((resolve) => had.set(title, resolve));
    await enqueue(owner, {
      ...{ title, projectId: project.id, frameId: null, versionId: null, recipe: makeRecipe() },
      ...{ needs: {}, roughAllowed: false, band: 2 },
    });
    const took = (await done) - begin;
    if (n >= 0) times.push(took);
    await new Promise((next) => setTimeout(next, 2));
  }
  over.abort();
  await Promise.all(waiting);
  closeWaitingRoom();
  await closeHub();
  return times;
}
