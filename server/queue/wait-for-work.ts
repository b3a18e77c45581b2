import { holdSeconds } from "@/contract/agent-api";
import type { StudioContext } from "@/server/context";
import { nodesChannel, queueChannel } from "@/server/live/channels";
import { hub } from "@/server/live/hub";
import { type Asking, claim } from "./claim";
import { found } from "./found";
import { forgetMatches, knownMatches, learnClasses, listensForNodes } from "./matches";
import { readyClasses } from "./ready-classes";
import { release } from "./release";
import type { Job } from "./states";
import { WaitingRoom } from "./waiting-room";
import { readWake } from "./wake";

const held = globalThis as typeof globalThis & { backlotWaitingRoom?: WaitingRoom };

/** The process's one waiting room, woken by the queue's channel and by every reconnect of the listener. */
export const waitingRoom = (): WaitingRoom => {
  if (held.backlotWaitingRoom) return held.backlotWaitingRoom;
  const room = new WaitingRoom();
  held.backlotWaitingRoom = room;
  const listener = hub();
  listener.on(queueChannel, (payload) => {
    const { teamId, classIds } = readWake(payload);
    found.forget(teamId);
    void room.call(teamId, classIds);
  });
  listener.on(nodesChannel, forgetMatches);
  // Before the listener listens, for the first time or again, notices are lost: forget what they may have been, and look.
  const lookAgain = () => {
    listensForNodes(true);
    room.callAll();
  };
  listener.onReconnect(lookAgain);
  void listener.ready().then(lookAgain);
  return room;
};

/** For tests and shutdown, together with closeHub(). */
export const closeWaitingRoom = (): void => {
  held.backlotWaitingRoom = undefined;
  listensForNodes(false);
};

/** Hold the node's request until there is a job for it, at most 25 s; null then. A job for a closed socket goes back at once. */
export async function waitForWork(
  ctx: StudioContext,
  nodeId: string,
  { seconds = holdSeconds, signal, ...asking }: Asking & { seconds?: number; signal: AbortSignal },
): Promise<Job | null> {
  const { db, teamId } = ctx;
  const known = () => knownMatches(teamId, nodeId)?.classes;
  const waiter = {
    teamId,
    claim: () => claim(ctx, nodeId, asking),
    giveBack: async ({ id, leaseId }: Job) => {
      if (leaseId) await release(ctx, { jobId: id, leaseId, reason: "The node hung up before it heard of the job" });
    },
    word: () => known()?.eligible,
    may: (classIds: readonly number[]) => {
      const classes = known();
      if (!classes || classIds.some((id) => !classes.knows.has(id))) return undefined;
      return classIds.some((id) => classes.may.has(id));
    },
    prepare: async (named: readonly number[] | undefined) => {
      const classIds = named ?? (await readyClasses(db, teamId));
      await learnClasses(db, teamId, classIds);
      return classIds;
    },
  };
  return waitingRoom().wait(waiter, seconds * 1000, signal);
}
