import { env } from "@/server/env";
import { liveChannel, nodesChannel, presenceChannel, progressChannel, queueChannel } from "./channels";
import { makeListener } from "./listen";

type Hub = ReturnType<typeof makeListener>;
const held = globalThis as typeof globalThis & { backlotHub?: Hub };

/** The process's one listener. Next loads a module more than once, so it lives on globalThis. */
export const hub = (): Hub => {
  held.backlotHub ??= makeListener(env().DATABASE_URL, [
    liveChannel,
    progressChannel,
    presenceChannel,
    queueChannel,
    nodesChannel,
  ]);
  return held.backlotHub;
};

/** For tests and shutdown: stop listening; the next use starts afresh. */
export const closeHub = async (): Promise<void> => {
  const hub = held.backlotHub;
  held.backlotHub = undefined;
  await hub?.close();
};
