"use client";

import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";

function watch(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

export interface OfflineBannerProps {
  /** The live stream's own word, if it knows better than the browser. */
  connected?: boolean;
  /** What still works here. */
  children?: string;
}

/** Floats over the page, so that nothing moves when the connection goes or returns. */
export function OfflineBanner({
  connected,
  children = "What is on screen stays; changes are sent when it returns.",
}: OfflineBannerProps) {
  const online = useSyncExternalStore(
    watch,
    () => navigator.onLine,
    () => true,
  );
  const lost = !online || connected === false;
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-3 z-40 flex justify-center px-3">
      {lost && (
        <p className="appear flex items-center gap-2 rounded-panel bg-raised px-3 py-2 text-sm shadow-float">
          <WifiOff aria-hidden className="size-4 shrink-0 stroke-[1.5] text-status-hold" />
          <span>
            <strong>No connection to the studio.</strong> {children}
          </span>
        </p>
      )}
    </div>
  );
}
