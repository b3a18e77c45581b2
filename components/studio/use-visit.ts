"use client";
import { useEffect } from "react";
import { useTRPCClient } from "@/components/trpc";

const everyMs = 5 * 60_000;

/** Tells the studio that somebody is here, so that Today knows what happened while they were away. */
export function useVisit(): void {
  const client = useTRPCClient();
  useEffect(() => {
    // A note that does not arrive costs nothing: the next one says the same.
    const tell = () => document.visibilityState === "visible" && void client.account.visit.mutate().catch(() => {});
    tell();
    const timer = setInterval(tell, everyMs);
    document.addEventListener("visibilitychange", tell);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tell);
    };
  }, [client]);
}
