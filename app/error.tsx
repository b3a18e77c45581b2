"use client";
import { ErrorState } from "@/components/ui/error-state";

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main>
      <ErrorState
        size="page"
        title="This page could not be shown"
        body="Nothing you saved is lost. Try again; if it stays, the studio's log says why."
        onRetry={reset}
      />
    </main>
  );
}
