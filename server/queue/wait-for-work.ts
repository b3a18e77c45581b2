import { holdSeconds } from "@/contract/agent-api";
import type { StudioContext } from "@/server/context";
import { queueChannel } from "@/server/live/channels";
import { hub } from "@/server/live/hub";
import { type Asking, claim } from "./claim";
import { found } from "./found";
import { release } from "./release";
import type { Job } from "./states";
import { WaitingRoom } from "./waiting-room";
import { whoCould } from "./who-could";

const held = globalThis as typeof globalThis & { backlotWaitingRoom?: WaitingRoom };

/** The process's one waiting room, woken by the queue's channel and by every reconnect of the listener. */
export const waitingRoom = (): WaitingRoom => {
  if (held.backlotWaitingRoom) return held.backlotWaitingRoom;
  const room = new WaitingRoom();
  held.backlotWaitingRoom = room;
  hub().on(queueChannel, (teamId) => {
    found.forget(teamId);
    void room.call(teamId);
  });
  hub().onReconnect(() => room.callAll());
  // Before the listener listens for the first time notices are lost as well: look once when it does.
  void hub()
    .ready()
    .then(() => room.callAll());
  return room;
};

/** For tests and shutdown, together with closeHub(). */
export const closeWaitingRoom = (): void => {
  held.backlotWaitingRoom = undefined;
};

/** Hold the node's request until there is a job for it, at most 25 s; null then. A job for a closed socket goes back at once. */
export async function waitForWork(
  ctx: StudioContext,
  nodeId: string,
  { seconds = holdSeconds, signal, ...asking }: Asking & { seconds?: number; signal: AbortSignal },
): Promise<Job | null> {
  const giveBack = async ({ id, leaseId }: Job) => {
    if (leaseId) await release(ctx, { jobId: id, leaseId, reason: "The node hung up before it heard of the job" });
  };
  const able = () => whoCould(ctx.db, ctx.teamId);
  const waiter = { teamId: ctx.teamId, id: nodeId, claim: () => claim(ctx, nodeId, asking), giveBack, able };
  return waitingRoom().wait(waiter, seconds * 1000, signal);
}
