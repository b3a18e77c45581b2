import type { ReactNode } from "react";
import { Workspace } from "@/components/shell/workspace";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the review while it loads. */
export function ReviewSkeleton({ topBar }: { topBar: ReactNode }) {
  return (
    <Workspace
      topBar={topBar}
      scroll="fixed"
      inspector={<div className="w-[360px] shrink-0 border-l bg-surface max-xl:hidden" />}
    >
      <div role="status" aria-label="Loading the review" className="flex min-h-0 flex-1 flex-col">
        <div className="flex h-[47px] shrink-0 items-center gap-3 border-b bg-surface px-4">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="ml-auto h-7 w-40" />
        </div>
        <div className="grid min-h-0 flex-1 place-items-center p-4 pt-11">
          <Skeleton className="aspect-video w-full max-w-4xl rounded-picture" />
        </div>
        <div className="h-[49px] shrink-0 border-t bg-surface" />
        <div className="h-24 shrink-0 border-t bg-surface" />
      </div>
    </Workspace>
  );
}
