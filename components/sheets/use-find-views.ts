"use client";

import { useEffect, useState } from "react";
import { mediaUrl } from "@/components/media/url";
import type { FoundSheet } from "@/contract/profile/sheet";
import type { FindAnswer } from "./find-worker";

/** What was found on a picture, or that it could not be looked at; undefined while it is looked for. */
export function useFindViews(mediaId: string): FoundSheet | "failed" | undefined {
  const [found, setFound] = useState<FoundSheet | "failed">();
  useEffect(() => {
    setFound(undefined);
    const worker = new Worker(new URL("./find-worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<FindAnswer>) => {
      setFound("failed" in data ? "failed" : data);
      worker.terminate();
    };
    worker.onerror = () => setFound("failed");
    worker.postMessage(new URL(mediaUrl(mediaId, "full"), window.location.href).href);
    return () => worker.terminate();
  }, [mediaId]);
  return found;
}
