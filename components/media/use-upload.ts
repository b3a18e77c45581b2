"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type UploadedPicture, type UploadInput, uploadOne } from "./upload-one";
import { type UploadItem, UploadQueue } from "./upload-queue";

export type UseUpload = UploadInput & {
  /** The pictures of one drop, in its order, when every file of it is done or has stopped; `place` as given to `add`. */
  onDone: (pictures: UploadedPicture[], place: string | undefined) => void;
};
export type Upload = Pick<UploadQueue, "add" | "remove" | "retry" | "clear"> & {
  items: readonly UploadItem[];
  /** True while a file is waiting, being sent or being checked. */
  busy: boolean;
};

const nothing: readonly UploadItem[] = [];

/** Uploads of one place: what is on its way, and the acts. `purpose` is a word such as "character-image". */
export const useUpload = (options: UseUpload): Upload => {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const [{ queue, subscribe }] = useState(() => {
    const listeners = new Set<() => void>();
    const made = new UploadQueue({
      send: (file, more) => uploadOne(file, latest.current, more),
      onDone: (pictures, place) => latest.current.onDone(pictures, place),
      onChange: () => {
        for (const listener of listeners) listener();
      },
    });
    const listen = (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    };
    return { queue: made, subscribe: listen };
  });
  const items = useSyncExternalStore(subscribe, queue.items, () => nothing);
  const busy = items.some(({ state }) => state === "waiting" || state === "sending" || state === "checking");
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [busy]);
  const { add, remove, retry, clear } = queue;
  return { items, busy, add, remove, retry, clear };
};
