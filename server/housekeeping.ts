import type { Db } from "@/db/client";
import { db } from "./db";
import { sweepEvents } from "./live/sweep";
import { numberJobNews } from "./queue/job-events";
import { keepClocks } from "./queue/keep-clocks";
import { promoteDelayed } from "./queue/promote";
import { pruneClasses } from "./queue/prune-classes";
import { readyTeams } from "./queue/ready-classes";
import { reclaimExpired } from "./queue/reclaim-expired";
import { waitingRoom } from "./queue/wait-for-work";
import { sweepUploads } from "./uploads/sweep-uploads";

type Chore = {
  name: string;
  everyMs: number /** Waits this long before its first turn. */;
  firstMs: number;
  run: (db: Db) => Promise<unknown>;
};

const chores: Chore[] = [
  { name: "promote", everyMs: 2_000, firstMs: 0, run: promoteDelayed },
  // After a restart of the studio nodes get time to renew: their leases ran out only because nobody was there.
  { name: "reclaim", everyMs: 2_000, firstMs: 20_000, run: reclaimExpired },
  // News of a process that died before it numbered them.
  { name: "number", everyMs: 2_000, firstMs: 1_000, run: numberJobNews },
  { name: "clocks", everyMs: 2_000, firstMs: 1_000, run: keepClocks },
  { name: "call", everyMs: 2_000, firstMs: 2_000, run: callWaiting },
  { name: "prune", everyMs: 10 * 60_000, firstMs: 2 * 60_000, run: pruneClasses },
  { name: "sweep", everyMs: 10 * 60_000, firstMs: 60_000, run: sweepEvents },
  { name: "sweep uploads", everyMs: 24 * 3_600_000, firstMs: 5 * 60_000, run: sweepUploads },
];

const held = globalThis as typeof globalThis & { backlotHousekeeping?: () => void };

/** Start the process's chores once: reaper, promoter, the sweep that makes a lost NOTIFY cost two seconds, retention, half-done uploads. */
export function startHousekeeping(): void {
  held.backlotHousekeeping ??= keepHouse(db(), chores);
}

/** Run chores on their timers, each at most once at a time, until the returned function is called. */
export function keepHouse(db: Db, chores: readonly Chore[]): () => void {
  let stopped = false;
  const timers = new Set<NodeJS.Timeout>();
  const turn = async (chore: Chore) => {
    await chore
      .run(db)
      .catch((error: unknown) =>
        console.warn(`[housekeeping] ${chore.name}:`, error instanceof Error ? error.message : error),
      );
    schedule(chore, chore.everyMs);
  };
  const schedule = (chore: Chore, ms: number) => {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void turn(chore);
    }, ms);
    timers.add(timer.unref());
  };
  for (const chore of chores) schedule(chore, chore.firstMs);
  return () => {
    stopped = true;
    for (const timer of timers) clearTimeout(timer);
  };
}

/** Call waiting nodes of teams that have ready work: the truth behind the NOTIFY hint. */
export async function callWaiting(db: Db): Promise<void> {
  const room = waitingRoom();
  const here = room.teams();
  if (here.length === 0) return;
  await Promise.all((await readyTeams(db, here)).map((teamId) => room.call(teamId)));
}
