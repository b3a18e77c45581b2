import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the project cards while they load. */
export function ProjectsSkeleton() {
  return (
    <div role="status" aria-label="Loading the projects" className="grid gap-5 px-4 pt-5 pb-12 sm:px-6">
      <div className="flex min-h-8 items-center justify-between">
        <h1 className="text-xl">Projects</h1>
        <Skeleton className="h-8 w-32" />
      </div>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(360px,100%),1fr))] gap-x-4 gap-y-6">
        {Array.from({ length: 3 }, (_, at) => (
          <div key={at} className="grid gap-2.5">
            <Skeleton className="aspect-video rounded-picture" />
            <Skeleton className="h-[22px] w-40" />
            <Skeleton className="h-4 w-56" />
          </div>
        ))}
      </div>
    </div>
  );
}
