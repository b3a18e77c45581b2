import { Skeleton } from "@/components/ui/skeleton";

export function InboxSkeleton() {
  return (
    <div role="status" aria-label="Loading the inbox" className="mx-auto grid w-full max-w-3xl gap-2 px-4 pt-5 sm:px-6">
      <Skeleton className="mb-3 h-7 w-24" />
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} className="h-14" />
      ))}
    </div>
  );
}
