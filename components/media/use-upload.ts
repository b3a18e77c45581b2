"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { notify } from "@/components/ui/notify";
import type { UploadedPicture, UploadInput } from "./upload-one";
import type { UploadItem, UploadQueue } from "./upload-queue";

export type UseUpload = UploadInput & {
  /** The pictures of one drop, in its order, when every file of it is done or has stopped; `place` as given to `add`. */
  onDone: (pictures: UploadedPicture[], place: string | undefined) => void;
};
export type Upload = {
  add: (files: readonly File[], place?: string) => void;
  remove: (id: number) => void;
  retry: (id: number) => void;
  clear: () => void;
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
  const [{ acts, items: read, subscribe }] = useState(() => uploadLane(latest));
  const items = useSyncExternalStore(subscribe, read, () => nothing);
  const busy = items.some(({ state }) => state === "waiting" || state === "sending" || state === "checking");
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [busy]);
  return { items, busy, ...acts };
};

/** The queue of one place, loaded with its first files; they wait for it in their order. */
const uploadLane = (latest: { current: UseUpload }) => {
  const listeners = new Set<() => void>();
  let queue: UploadQueue | undefined;
  let loading: Promise<UploadQueue> | undefined;
  const load = async () => {
    const [{ UploadQueue }, { uploadOne }] = await Promise.all([import("./upload-queue"), import("./upload-one")]);
    queue = new UploadQueue({
      send: (file, more) => uploadOne(file, latest.current, more),
      onDone: (pictures, place) => latest.current.onDone(pictures, place),
      onChange: () => {
        for (const listener of listeners) listener();
      },
    });
    return queue;
  };
  const add: Upload["add"] = (files, place) => {
    loading ??= load();
    loading.then(
      (ready) => ready.add(files, place),
      () => {
        loading = undefined;
        const what = files.length === 1 ? "The picture was" : `The ${files.length} pictures were`;
        notify({ title: `${what} not taken: the studio does not answer. Add them again.`, tone: "danger" });
      },
    );
  };
  return {
    acts: {
      add,
      remove: (id: number) => queue?.remove(id),
      retry: (id: number) => queue?.retry(id),
      clear: () => queue?.clear(),
    },
    items: () => queue?.items() ?? nothing,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
