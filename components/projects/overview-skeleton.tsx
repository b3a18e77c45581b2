import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a project's first page while it loads. */
export function OverviewSkeleton() {
  return (
    <div role="status" aria-label="Loading the project">
      <Skeleton className="h-[clamp(240px,60vh,640px)] w-full rounded-none" />
      <div className="grid gap-4 px-4 pt-5 sm:px-6">
        <Skeleton className="h-7 w-56" />
        <Skeleton className="h-5 w-96 max-w-full" />
        <Skeleton className="mt-4 h-2 w-full max-w-xl" />
      </div>
    </div>
  );
}
