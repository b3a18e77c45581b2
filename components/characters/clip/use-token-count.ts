"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { countTokens, type TokenCount } from "@/contract/prompt/tokens";

// One vocabulary for the tab: words once counted stay counted.
let costs: ReadonlyMap<string, number> = new Map();
let worker: Worker | undefined;
let failed = false;
const asked = new Set<string>();
const listeners = new Set<() => void>();

const tell = () => {
  for (const listener of listeners) listener();
};

const ask = (words: readonly string[]) => {
  const fresh = words.filter((word) => !asked.has(word));
  if (fresh.length === 0) return;
  for (const word of fresh) asked.add(word);
  if (!worker) {
    worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<[string, number][]>) => {
      costs = new Map([...costs, ...data]);
      tell();
    };
    worker.onerror = () => {
      failed = true;
      tell();
    };
  }
  worker.postMessage(fresh);
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
const none: ReadonlyMap<string, number> = new Map();

/** The CLIP tokens of a prompt: undefined while they are counted, "failed" when the vocabulary could not be loaded. */
export function useTokenCount(text: string, wanted: boolean): TokenCount | "failed" | undefined {
  const known = useSyncExternalStore(
    subscribe,
    () => costs,
    () => none,
  );
  const { count, missing } = useMemo(() => {
    const missing: string[] = [];
    const count = countTokens(text, (word) => {
      const cost = known.get(word);
      if (cost === undefined) missing.push(word);
      return cost ?? 1;
    });
    return { count, missing };
  }, [text, known]);
  useEffect(() => {
    if (wanted && missing.length > 0) ask(missing);
  }, [wanted, missing]);
  if (missing.length === 0) return count;
  return failed ? "failed" : undefined;
}
