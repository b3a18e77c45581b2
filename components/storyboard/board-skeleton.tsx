import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the board while it loads. */
export function BoardSkeleton() {
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b bg-surface px-4 py-2 sm:px-6">
        <h1 className="text-xl">Board</h1>
        <Skeleton className="h-8 w-72" />
      </div>
      <div
        role="status"
        aria-label="Loading the board"
        className="grid min-h-0 flex-1 grid-cols-[repeat(auto-fill,minmax(260px,1fr))] content-start gap-2 overflow-hidden p-4 sm:px-6"
      >
        {Array.from({ length: 16 }, (_, n) => (
          <div key={n} className="grid content-start gap-2 pb-7">
            <Skeleton className="aspect-video rounded-picture" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        ))}
      </div>
    </>
  );
}
