"use client";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

interface QueueLaneProps {
  title: string;
  count: number;
  /** How many the rows stand for; the rest is told in words. */
  shown: number;
  /** Drawn instead of the title while rows are chosen. */
  bar?: ReactNode;
  /** One sentence for an empty lane. */
  empty: string;
  /** On a phone only one lane is drawn. */
  current: boolean;
  children: ReactNode;
}

/** One column of the queue. It scrolls by itself; a live update never moves the others. */
export function QueueLane({ title, count, shown, empty, current, bar, children }: QueueLaneProps) {
  return (
    <section
      aria-label={`${title}, ${count}`}
      data-lane
      className={cx(
        "flex min-h-0 min-w-0 flex-col border-l first:border-l-0 max-md:border-l-0",
        !current && "max-md:hidden",
      )}
    >
      <div className={cx("flex h-10 shrink-0 items-center gap-2 px-4 xl:px-6", !bar && "max-md:hidden")}>
        {bar || (
          <h2 className="text-sm">
            {title} <span className="num font-normal text-muted">{count}</span>
          </h2>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div tabIndex={0} className="focus-inset min-h-0 flex-1 overflow-y-auto px-4 pb-6 xl:px-6">
        {shown === 0 ? (
          <p className="py-6 text-muted">{empty}</p>
        ) : (
          <ul className="grid [&>li+li]:border-t [&>li]:py-4 [&>li:first-child]:pt-2">{children}</ul>
        )}
        {count > shown && shown > 0 && <p className="pt-3 text-muted text-xs">and {count - shown} more</p>}
      </div>
    </section>
  );
}
