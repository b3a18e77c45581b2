import type { Output } from "@/components/trpc";

export type Deed = Output["activity"]["list"][number];

const words: Record<string, string> = {
  invited: "invited somebody",
  "job.queue": "queued",
  "job.cancel": "cancelled",
  "job.retry": "tried again",
  "job.move": "moved in the queue",
  "job.raise": "put in front",
  "job.hold": "held",
  "job.let-go": "let go",
  "queue.pause": "paused the queue",
  "queue.resume": "resumed the queue",
  "queue.pause-person": "paused somebody's work",
  "queue.resume-person": "resumed somebody's work",
  "queue.weight": "changed the weight of",
  "node.schedule": "changed the hours of",
  "node.projects": "changed the projects of",
  "job.allow-rough": "allowed a rough result for",
  "job.try-now": "let try at once",
  "node.invite": "made a pairing code",
  "node.pair": "was paired",
  "node.pause": "paused",
  "node.rename": "renamed",
  "node.resume": "resumed",
  "node.revoke": "revoked",
};
/** Deeds of a node about itself, or of nothing in particular: no name follows. */
const alone = new Set([
  ...["node.invite", "node.pair"],
  ...["queue.pause", "queue.resume", "queue.pause-person", "queue.resume-person"],
]);
/** Deeds about a version: the frame it belongs to is named. */
const inFrame = /^(accepted|rejected|brought back|chose|added) a (result|version)|^opened a mask/;

/** The words between who and what: "approved the frame", "accepted a result in". */
export function deedWords({ verb, what }: Pick<Deed, "verb" | "what">): { does: string; to: string | null } {
  const does = words[verb] ?? (verb.includes(".") ? verb.replaceAll(".", " ") : verb);
  if (alone.has(verb) || what === null) return { does, to: null };
  return { does: inFrame.test(verb) ? `${does} in` : does, to: what };
}

type Place = Pick<Deed, "subject" | "subjectId" | "frameId" | "slug" | "what">;

/** Where a deed can be looked at; null when there is no such page. */
export function deedHref({ subject, subjectId, frameId, slug, what }: Place): string | null {
  if (subject === "job") return `/renders?job=${subjectId}`;
  if (subject === "node" && subjectId.startsWith("nod_")) return `/nodes/${subjectId}`;
  if (!slug) return null;
  if (frameId !== null) return `/p/${slug}/review?sel=${frameId}`;
  if (subject === "shot" && what) return `/p/${slug}/script/shots/${encodeURIComponent(what)}`;
  if (subject === "character") return `/p/${slug}/characters`;
  if (subject === "environment") return `/p/${slug}/environments`;
  return subject === "project" ? `/p/${slug}` : null;
}

export type DeedRow = Deed & { times: number };

/** The log for people: the same deed to the same thing by the same person in a row is one line that counts. */
export function foldDeeds(deeds: readonly Deed[]): DeedRow[] {
  const rows: DeedRow[] = [];
  for (const deed of deeds) {
    const last = rows.at(-1);
    const same =
      last &&
      last.verb === deed.verb &&
      last.who === deed.who &&
      (last.what ?? last.subjectId) === (deed.what ?? deed.subjectId);
    if (same) last.times += 1;
    else rows.push({ ...deed, times: 1 });
  }
  return rows;
}
