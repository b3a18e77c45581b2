import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the people's page while it loads. */
export function MembersSkeleton({ team }: { team: string }) {
  return (
    <>
      <PageHeader title={team} actions={<Skeleton className="h-8 w-36" />} />
      <div role="status" aria-label="Loading the people" className="grid max-w-4xl gap-3 px-4 sm:px-6">
        {Array.from({ length: 4 }, (_, row) => (
          <Skeleton key={row} className="h-[52px]" />
        ))}
      </div>
    </>
  );
}
