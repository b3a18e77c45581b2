"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

type Changes = Readonly<Record<string, string | null>>;

/** The page's state in its address: `get("f")`, and `set({ f: "status:wfa", sel: null })`, which adds no history entry. */
export function useAddress(): { get: (name: string) => string; set: (changes: Changes) => void } {
  const params = useSearchParams();
  const set = useCallback((changes: Changes) => {
    // Read from the window: two changes in one tick must not overwrite each other.
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === "") next.delete(name);
      else next.set(name, value);
    }
    const query = next.toString().replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%3D", "=");
    window.history.replaceState(null, "", query === "" ? window.location.pathname : `?${query}`);
  }, []);
  return { get: (name) => params.get(name) ?? "", set };
}
