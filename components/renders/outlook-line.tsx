"use client";
import { lazy, Suspense, useState } from "react";
import { cx } from "@/components/ui/cx";
import { useNow } from "@/components/ui/use-now";
import { aboutWords, clockWords, costWords } from "./estimate-words";
import type { Outlook } from "./use-outlook";

const TonightSheet = lazy(() => import("./tonight-sheet").then((file) => ({ default: file.TonightSheet })));

interface OutlookLineProps {
  outlook: Outlook | undefined;
  paused: boolean;
  /** Seconds of nodes spent on the project that is shown. */
  spent: number | undefined;
  onOpen: (jobId: string) => void;
}

/** What is left of the queue with its spread, and how much of it tonight holds. Its height is kept while it is asked for. */
export function OutlookLine({ outlook, paused, spent, onOpen }: OutlookLineProps) {
  const [open, setOpen] = useState(false);
  const now = useNow(60_000);
  const words = outlook && outlookWords(outlook, now);
  const cost = spent ? `${costWords(spent)} of node time spent so far.` : "";
  return (
    <p className="num flex min-h-5 min-w-0 items-center gap-x-2 text-muted text-xs pointer-coarse:min-h-11">
      {words && (
        <span className="truncate">
          {words.usual} <span className="max-md:hidden">{words.slow}</span>
        </span>
      )}
      {cost && <span className={cx("truncate", words && "max-md:hidden")}>{cost}</span>}
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

/** "About 2 h left, done about 23:40", and how long it is if all of it is slow. */
export function outlookWords(
  { of, done, slowDone, nodes }: Outlook,
  now: number,
): { usual: string; slow: string } | null {
  if (of === 0) return null;
  if (nodes.length === 0) return { usual: "No node takes work now.", slow: "" };
  if (!done) return null;
  const seconds = Math.max(1, (Date.parse(done) - now) / 1000);
  const most = Math.max(seconds, (Date.parse(slowDone ?? done) - now) / 1000);
  return {
    usual: `About ${aboutWords(seconds)} left, done about ${clockWords(done, now)}.`,
    slow: most - seconds > 0.2 * seconds ? `${aboutWords(most)} if all of it is slow.` : "",
  };
}
