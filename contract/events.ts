import type { Presence } from "./presence";

/** Live events carry names, never data: a lost one costs latency, not truth. */
export const topics = [
  "project",
  "character",
  "environment",
  "shot",
  "frame",
  "version",
  "note",
  "mask",
  "job",
  "node",
  "people",
  "inbox",
  "status",
  "view",
  "clip",
] as const;
export type Topic = (typeof topics)[number];

/** One numbered event of a team's stream. `seq` is gapless per team; `projectId` is null for nodes and people. */
export type StudioEvent = { seq: number; topic: Topic; id: string; projectId: string | null };

/** Progress of a running job: throttled, unnumbered, never stored as an event. `fraction` 0–1, `etaSeconds` from the node's own history. */
export type JobProgress = {
  jobId: string;
  fraction: number;
  label: string;
  previewMediaId: string | null;
  etaSeconds: number | null;
};

/** What the stream sends. `refresh` means: too old or unknown, ask again for everything you show. */
export type LiveMessage =
  | { kind: "event"; event: StudioEvent }
  | { kind: "progress"; progress: JobProgress }
  | { kind: "presence"; presence: Presence }
  | { kind: "refresh"; seq: number };
