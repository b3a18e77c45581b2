import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the account page while it loads. */
export function AccountSkeleton() {
  return (
    <>
      <PageHeader title="Account" description={"\u00a0"} />
      <div
        role="status"
        aria-label="Loading your account"
        className="grid max-w-5xl gap-x-16 gap-y-10 px-4 pb-12 sm:px-6 lg:grid-cols-2"
      >
        {[0, 1].map((column) => (
          <div key={column} className="grid content-start gap-10">
            <Skeleton className="h-24" />
            <Skeleton className="h-56" />
          </div>
        ))}
      </div>
    </>
  );
}
