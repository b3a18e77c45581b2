"use client";
import { agoWords } from "@/components/ui/time-words";
import { useNow } from "@/components/ui/use-now";

/** "4 min ago", kept true while it is looked at; the exact instant stands in its title. */
export function Ago({ at, className }: { at: string; className?: string }) {
  const now = useNow(20_000);
  return (
    <time
      dateTime={at}
      title={at.replace("T", " ").replace(/\.\d+Z$/, " UTC")}
      className={className}
      suppressHydrationWarning
    >
      {agoWords(at, now)}
    </time>
  );
}
