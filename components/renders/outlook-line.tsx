"use client";
import { lazy, Suspense, useState } from "react";
import { useNow } from "@/components/ui/use-now";
import { clockWords, rangeWords } from "./estimate-words";
import type { Outlook } from "./use-outlook";

const TonightSheet = lazy(() => import("./tonight-sheet").then((file) => ({ default: file.TonightSheet })));

interface OutlookLineProps {
  outlook: Outlook | undefined;
  paused: boolean;
  onOpen: (jobId: string) => void;
}

/** What is left of the queue with its spread, and how much of it tonight holds. Its height is kept while it is asked for. */
export function OutlookLine({ outlook, paused, onOpen }: OutlookLineProps) {
  const [open, setOpen] = useState(false);
  const now = useNow(60_000);
  const words = outlook && outlookWords(outlook, now);
  return (
    <p className="num flex min-h-5 min-w-0 items-center gap-x-2 text-muted text-xs pointer-coarse:min-h-11">
      {words && <span className="truncate">{words}</span>}
      {outlook && outlook.of > 0 && (
        <button
          type="button"
          onClick={() => setOpen(true)}
          className="shrink-0 rounded-control text-accent-text underline underline-offset-2 pointer-coarse:min-h-11"
        >
          Tonight fits {outlook.fits} of {outlook.of + outlook.more}
        </button>
      )}
      {open && outlook && (
        <Suspense fallback={null}>
          <TonightSheet outlook={outlook} paused={paused} onOpen={onOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </p>
  );
}

/** "About 2 h left (2–3 h), done about 23:40". */
export function outlookWords({ of, done, slowDone, nodes }: Outlook, now: number): string | null {
  if (of === 0) return null;
  if (nodes.length === 0) return "No node takes work now, so nobody can say when it will be done.";
  if (!done) return null;
  const [usual, slow] = [done, slowDone ?? done].map((at) => (Date.parse(at) - now) / 1000);
  const seconds = Math.max(1, usual ?? 0);
  const most = Math.max(seconds, slow ?? 0);
  const span = most - seconds > 0.2 * seconds ? rangeWords(seconds, most) : rangeWords(seconds, seconds).split("–")[0];
  return `About ${span} left, done about ${clockWords(done, now)}.`;
}
