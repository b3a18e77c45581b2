import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the queue while it loads. */
export function QueueSkeleton() {
  return (
    <>
      <div className="flex shrink-0 items-center gap-4 border-b bg-surface px-4 py-3 sm:px-6">
        <h1 className="text-xl">Queue</h1>
        <Skeleton className="ml-auto h-8 w-64 max-w-[50%]" />
      </div>
      <div
        role="status"
        aria-label="Loading the queue"
        className="grid min-h-0 flex-1 overflow-hidden bg-surface md:grid-cols-3"
      >
        {["running", "waiting", "done"].map((lane) => (
          <div
            key={lane}
            className="grid content-start gap-4 border-l px-4 pt-3 xl:px-6 first:border-l-0 max-md:border-l-0 max-md:not-first:hidden"
          >
            <Skeleton className="h-4 w-24" />
            {Array.from({ length: lane === "running" ? 2 : 6 }, (_, row) => (
              <div key={row} className="flex gap-3">
                <Skeleton
                  className={
                    lane === "running" ? "aspect-video w-full rounded-picture" : "h-[54px] w-24 rounded-picture"
                  }
                />
                {lane !== "running" && <Skeleton className="h-4 w-32" />}
              </div>
            ))}
          </div>
        ))}
      </div>
    </>
  );
}
