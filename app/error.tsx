"use client";
import { MessageState } from "@/components/ui/message-state";

/** Travels with every page, so it is drawn with what weighs nothing. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main>
      <MessageState
        size="page"
        role="alert"
        title="This page could not be shown"
        body="Nothing you saved is lost. Try again; if it stays, the studio's log says why."
        actions={
          <button
            type="button"
            onClick={reset}
            className="h-8 rounded-control bg-accent-fill px-3 font-medium text-on-accent text-sm hover:bg-accent-fill-hover pointer-coarse:h-11"
          >
            Try again
          </button>
        }
      />
    </main>
  );
}
