"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Output, useTRPC } from "@/components/trpc";

export type Outlook = Output["queue"]["tonight"];

/** Seven in the morning, the next one on this machine's clock. */
export const nextMorning = (now: Date): Date => {
  const at = new Date(now);
  at.setHours(7, 0, 0, 0);
  if (at <= now) at.setDate(at.getDate() + 1);
  return at;
};

/** How the line will go until the next morning: asked after paint, and not for every event of a busy queue. */
export function useOutlook(enabled: boolean): Outlook | undefined {
  const trpc = useTRPC();
  const [until] = useState(() => nextMorning(new Date()).toISOString());
  const { data } = useQuery({
    ...trpc.queue.tonight.queryOptions({ until }),
    enabled,
    meta: { wholeList: true },
    placeholderData: (before) => before,
  });
  return enabled ? data : undefined;
}
