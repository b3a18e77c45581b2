import type { Documents } from "../engine/documents";
import type { SyncStatus } from "../engine/sync";

const worse: readonly SyncStatus["state"][] = ["saved", "saving", "offline", "refused"];

/** What to say of all layers at once: the worst of them, and how many ops wait in all. */
export function allSaved(statuses: readonly SyncStatus[]): SyncStatus {
  let waiting = 0;
  let worst: SyncStatus = { state: "saved" };
  for (const status of statuses) {
    if (status.state !== "saved") waiting += status.waiting;
    if (worse.indexOf(status.state) > worse.indexOf(worst.state)) worst = status;
  }
  return worst.state === "saved" ? worst : { ...worst, waiting };
}

const statusesOf = (documents: Documents) => documents.keys.flatMap((key) => documents.get(key)?.status ?? []);

/** Answers the same object for the same statuses, as useSyncExternalStore wants it. */
export function saveStatusOf(documents: Documents): () => SyncStatus {
  let seen: readonly SyncStatus[] = [];
  let answer: SyncStatus = { state: "saved" };
  return () => {
    const now = statusesOf(documents);
    if (now.length === seen.length && now.every((status, n) => status === seen[n])) return answer;
    seen = now;
    answer = allSaved(now);
    return answer;
  };
}
