import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of Today while it loads. */
export function TodaySkeleton() {
  return (
    <>
      <PageHeader title="Today" />
      <div
        role="status"
        aria-label="Loading"
        className="grid gap-x-10 gap-y-10 px-4 pb-12 sm:px-6 xl:grid-cols-[minmax(0,1fr)_320px]"
      >
        <div className="grid content-start gap-4">
          <Skeleton className="h-7 w-32" />
          <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,280px),1fr))] gap-4 max-sm:grid-cols-2">
            {Array.from({ length: 4 }, (_, at) => (
              <Skeleton key={at} className="aspect-video rounded-picture" />
            ))}
          </div>
        </div>
        <div className="hidden content-start gap-4 xl:grid">
          <Skeleton className="h-5 w-24" />
          <Skeleton className="h-64" />
        </div>
      </div>
    </>
  );
}
