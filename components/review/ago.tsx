"use client";

import { useSyncExternalStore } from "react";
import { tip } from "@/components/ui/tip";

const minute = 60_000;
const watch = (tell: () => void) => {
  const timer = setInterval(tell, minute);
  return () => clearInterval(timer);
};
const now = () => Math.floor(Date.now() / minute) * minute;

/** "3 h ago", counting on; the exact time is its hint. Empty until the browser has the page, whose clock and zone it needs. */
export function Ago({ at }: { at: string | Date }) {
  const time = useSyncExternalStore(watch, now, () => null);
  const date = new Date(at);
  return (
    <time
      dateTime={date.toISOString()}
      className="whitespace-nowrap"
      {...(time === null ? {} : tip(date.toLocaleString()))}
    >
      {time === null ? "" : agoText(Date.now() - date.getTime())}
    </time>
  );
}

/** A stretch of milliseconds in the largest whole unit. */
export function agoText(ms: number): string {
  const minutes = Math.floor(ms / minute);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  return days === 1 ? "yesterday" : `${days} days ago`;
}
