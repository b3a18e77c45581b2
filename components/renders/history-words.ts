import type { Output } from "@/components/trpc";

export type QueueDeed = Output["queue"]["history"][number];

const words: Record<string, string> = {
  "job.queue": "queued",
  "job.cancel": "cancelled",
  "job.retry": "put back in line",
  "job.move": "moved",
  "job.raise": "put in front",
  "job.hold": "held",
  "job.let-go": "let go",
  "job.allow-rough": "allowed a rough result for",
  "job.try-now": "let try at once",
  "queue.pause": "paused the whole queue",
  "queue.resume": "resumed the whole queue",
  "queue.pause-person": "paused the work of",
  "queue.resume-person": "resumed the work of",
  "queue.weight": "changed the weight of",
  "node.invite": "made a pairing code",
  "node.pair": "was paired",
  "node.pause": "paused",
  "node.resume": "resumed",
  "node.rename": "renamed",
  "node.revoke": "revoked",
  "node.schedule": "changed the hours of",
  "node.projects": "changed the projects of",
};
const alone = new Set(["queue.pause", "queue.resume", "node.invite", "node.pair"]);

/** A deed as a sentence without its author: "cancelled", "12 jobs: Upscale · SH0010 A". */
export function deedWords({ verb, what, who, jobs, mine }: Pick<QueueDeed, "verb" | "what" | "who" | "jobs" | "mine">) {
  const does = words[verb] ?? verb.replaceAll(".", " ");
  if (alone.has(verb)) return { does, to: null };
  if (verb.endsWith("-person"))
    return { does, to: what === who && mine ? "yourself" : what === who ? "themselves" : what };
  const many = jobs !== null && jobs > 1 ? `${jobs} jobs` : null;
  return { does, to: many && what ? `${many}: ${what}` : (many ?? what) };
}
