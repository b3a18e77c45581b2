import type { ReactNode } from "react";
import { Workspace } from "@/components/shell/workspace";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the shot page while it loads. */
export function ShotSkeleton({ topBar }: { topBar: ReactNode }) {
  return (
    <Workspace
      topBar={topBar}
      scroll="fixed"
      inspector={<div className="w-[360px] shrink-0 border-l bg-surface max-xl:hidden" />}
    >
      <div role="status" aria-label="Loading the shot" className="flex min-h-0 flex-1 flex-col">
        <div className="flex h-[63px] shrink-0 items-center gap-4 border-b bg-surface px-4 sm:px-6">
          <Skeleton className="h-5 w-40" />
        </div>
        <div className="flex h-[58px] shrink-0 items-center px-4 sm:px-6">
          <Skeleton className="h-10 w-28" />
        </div>
        <div className="grid min-h-0 flex-1 place-items-center p-4 pt-11">
          <Skeleton className="aspect-video w-full max-w-4xl rounded-picture" />
        </div>
      </div>
    </Workspace>
  );
}
