import type { ClaimedJob, CompleteReply } from "../contract/agent-api";
import { untilAnswered } from "./backoff";
import type { Produced } from "./journal";
import type { Studio } from "./studio";
import { hashFile } from "./workspace";

/** Bring one file; the studio knows it by its hash, so repeating is harmless. Answers its media id. */
export const bring = async (studio: Studio, file: string): Promise<string> => studio.upload(file, await hashFile(file));

/** Bring every output, then complete: as often as it takes until the studio answers. Rejects with a Refusal, or when stopped. */
export async function deliver(
  studio: Studio,
  job: ClaimedJob,
  produced: Produced,
  signal: AbortSignal,
): Promise<CompleteReply["outcome"]> {
  const { outputs: files, ...about } = produced;
  const outputs: { slot: string; mediaId: string; label: string }[] = [];
  for (const { slot, path, label = "" } of files)
    outputs.push({ slot, label, mediaId: await untilAnswered("bring a result", signal, () => bring(studio, path)) });
  const { jobId, leaseId } = job;
  const result = { ...about, outputs };
  const { outcome } = await untilAnswered("deliver a result", signal, () =>
    studio.call((api) => api.complete.mutate({ jobId, leaseId, result })),
  );
  return outcome;
}
