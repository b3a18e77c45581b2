import type { ClaimedJob, CompleteReply } from "../contract/agent-api";
import { untilAnswered } from "./backoff";
import { hashFile } from "./input-cache";
import type { Produced } from "./journal";
import { Refusal, type Studio } from "./studio";
import type { Delivery } from "./workspace";

/** Bytes from which asking whether the studio has a file costs less than sending it. */
const worthAsking = 64 * 1024;
/** The wire's own bound on one question, see contract/agent-api.ts. */
const perQuestion = 200;

/** Bring one file; the studio knows it by its hash, so repeating is harmless. Answers its media id. */
export const bring = async (studio: Studio, file: string, signal: AbortSignal): Promise<string> =>
  studio.upload(file, await hashFile(file), signal);

/** What the studio has already, by hash: those bytes do not travel. An older studio that does not know the question has nothing. */
async function knownOf(studio: Studio, files: readonly Delivery[], signal: AbortSignal): Promise<Map<string, string>> {
  const asked = files.filter(({ bytes }) => bytes >= worthAsking).map(({ sha256 }) => sha256);
  if (asked.length === 0) return new Map();
  try {
    const { known } = await untilAnswered("deliver a result", signal, () =>
      studio.call((api) => api.known.mutate({ sha256: [...new Set(asked)].slice(0, perQuestion) })),
    );
    return new Map(known.map(({ sha256, mediaId }) => [sha256, mediaId]));
  } catch (error) {
    if (error instanceof Refusal && error.code === "NOT_FOUND") return new Map();
    throw error;
  }
}

type Parcel = { job: ClaimedJob; produced: Produced; files: readonly Delivery[]; log?: string | undefined };

/** Bring every output, then complete: as often as it takes until the studio answers. Rejects with a Refusal, or when stopped. */
export async function deliver(
  studio: Studio,
  { job, produced, files, log }: Parcel,
  signal: AbortSignal,
): Promise<CompleteReply["outcome"]> {
  const known = await knownOf(studio, files, signal);
  const outputs: { slot: string; mediaId: string; label: string }[] = [];
  for (const { slot, path, label, sha256 } of files) {
    const mediaId =
      known.get(sha256) ?? (await untilAnswered("bring a result", signal, () => studio.upload(path, sha256, signal)));
    known.set(sha256, mediaId);
    outputs.push({ slot, label, mediaId });
  }
  const { jobId, leaseId } = job;
  const { outputs: _, ...about } = produced;
  const { outcome } = await untilAnswered("deliver a result", signal, () =>
    studio.call((api) => api.complete.mutate({ jobId, leaseId, result: { ...about, outputs }, ...(log && { log }) })),
  );
  return outcome;
}
