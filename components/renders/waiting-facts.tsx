"use client";
import { useNow } from "@/components/ui/use-now";
import { clockWords, guessWords } from "./estimate-words";
import type { QueueJob } from "./use-queue-acts";

/** "about 40 s (30–55 s) · done about 14:05": how long it usually takes, and when its turn will be over. */
export function WaitingFacts({ usual, ends }: { usual: QueueJob["usual"]; ends?: string | undefined }) {
  const now = useNow(60_000);
  const takes = guessWords(usual);
  const done = ends && `done about ${clockWords(ends, now)}`;
  return <span className="num">{[takes, done].filter(Boolean).join(" · ")}</span>;
}
