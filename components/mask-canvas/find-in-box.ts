import { mediaUrl } from "@/components/media/url";
import type { useTRPCClient } from "@/components/trpc";
import { onLiveEvent } from "@/components/use-live";
import type { FindInBox } from "./engine/asks";

type Client = ReturnType<typeof useTRPCClient>;

/** How long to wait between looks when no news of the job comes by itself. */
const LOOK_MS = 2000;

/** Magic select by box: queues a box select of this version and waits for its mask. It runs on any node, no model needed. */
export const findInBox =
  (client: Client, versionId: string): FindInBox =>
  async (box, signal) => {
    const { x, y, w, h } = box;
    const asked = { versionId, pass: "box-select", params: { box: { x, y, width: w, height: h } }, count: 1 } as const;
    const { jobs } = await client.renders.submit.mutate(asked);
    const jobId = jobs[0]?.id;
    if (!jobId) throw new Error("The selection was not queued");
    for (;;) {
      if (signal.aborted) throw new Error("The selection was dropped");
      const { state, error } = await client.renders.job.query({ jobId });
      if (state === "failed" || state === "cancelled") throw new Error(error ?? `Box select was ${state}`);
      if (state === "succeeded") return maskOf(client, jobId);
      await news(jobId, signal);
    }
  };

async function maskOf(client: Client, jobId: string): Promise<Uint8Array> {
  const { outputs } = await client.renders.outputs.query({ jobId });
  const mask = outputs.find(({ kind }) => kind === "mask");
  if (!mask) throw new Error("Box select gave no mask");
  const answer = await fetch(mediaUrl(mask.picture.id, "original"));
  if (!answer.ok) throw new Error("The selection could not be fetched. Try again.");
  return new Uint8Array(await answer.arrayBuffer());
}

/** Resolves at the job's next event, after a while, or when nobody waits any longer. */
const news = (jobId: string, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, LOOK_MS);
    const stop = onLiveEvent((topic, id) => topic === "job" && id === jobId && done());
    signal.addEventListener("abort", done);
  });
