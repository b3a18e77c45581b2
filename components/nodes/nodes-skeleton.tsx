import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the nodes' page while it loads. */
export function NodesSkeleton() {
  return (
    <>
      <PageHeader
        title="Nodes"
        description="Machines that do the passes. They ask the studio for work; nothing reaches into them."
        actions={<Skeleton className="h-8 w-32" />}
      />
      <div
        role="status"
        aria-label="Loading the nodes"
        className="grid gap-4 px-4 pb-8 sm:px-6 md:grid-cols-2 2xl:grid-cols-3"
      >
        <Skeleton className="h-[420px] rounded-panel" />
      </div>
    </>
  );
}
