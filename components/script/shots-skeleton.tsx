import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the shot table while it loads. */
export function ShotsSkeleton() {
  return (
    <>
      <div className="flex shrink-0 items-center gap-4 px-4 py-3 sm:px-6 max-sm:flex-wrap">
        <h1 className="text-xl">Shots</h1>
        <div className="ml-auto flex flex-1 justify-end gap-2 max-sm:basis-full">
          <Skeleton className="h-8 w-96 max-w-full" />
          <Skeleton className="h-8 w-28" />
        </div>
      </div>
      <div role="status" aria-label="Loading the shots" className="min-h-0 flex-1 overflow-hidden border-t bg-surface">
        {Array.from({ length: 14 }, (_, row) => (
          <div key={row} className="flex h-[97px] items-center gap-3 border-b px-4 sm:px-6 md:h-[52px]">
            <Skeleton className="h-[72px] w-32 rounded-picture md:ml-10 md:h-9 md:w-16" />
            <Skeleton className="h-3 w-24" />
            <Skeleton className="h-3 max-w-80 flex-1" />
          </div>
        ))}
      </div>
    </>
  );
}
