"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { deedWords, type QueueDeed } from "./history-words";

interface HistoryListProps {
  projectId?: string | undefined;
  jobId?: string;
  onOpen?: (jobId: string) => void;
}

const page = 40;

/** Who queued, cancelled, reordered, held and paused, newest first. */
export function HistoryList({ projectId, jobId, onOpen }: HistoryListProps) {
  const trpc = useTRPC();
  const which = { limit: page, ...(projectId && { projectId }), ...(jobId && { jobId }) };
  const asked = useInfiniteQuery(
    trpc.queue.history.infiniteQueryOptions(which, {
      getNextPageParam: (last) => (last.length < page ? undefined : last.at(-1)?.id),
    }),
  );
  if (asked.isError)
    return (
      <ErrorState
        title="The history could not be loaded"
        body={asked.error.message}
        onRetry={() => void asked.refetch()}
      />
    );
  if (!asked.data) return <Skeleton className="h-48 w-full" />;
  const deeds = asked.data.pages.flat();
  if (deeds.length === 0) return <p className="text-muted">Nothing has been done yet.</p>;
  return (
    <>
      <ol className="grid gap-2.5">
        {deeds.map((deed) => (
          <li key={deed.id} className="text-pretty">
            <Deed deed={deed} onOpen={onOpen} />
          </li>
        ))}
      </ol>
      {asked.hasNextPage && (
        <Button size="sm" busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()} className="mt-4">
          Show earlier
        </Button>
      )}
    </>
  );
}

function Deed({ deed, onOpen }: { deed: QueueDeed; onOpen: HistoryListProps["onOpen"] }) {
  const { does, to } = deedWords(deed);
  return (
    <>
      <span className="font-medium">{deed.mine ? "You" : deed.who}</span> <span className="text-muted">{does}</span>
      {to !== null && " "}
      {to !== null &&
        (deed.jobId && onOpen ? (
          <button
            type="button"
            onClick={() => onOpen(deed.jobId ?? "")}
            className="rounded-control text-left hover:underline"
          >
            {to}
          </button>
        ) : deed.nodeId ? (
          <Link href={`/nodes/${deed.nodeId}`} className="rounded-control hover:underline">
            {to}
          </Link>
        ) : (
          to
        ))}
      {deed.reason && <span className="text-muted">: {deed.reason}</span>}{" "}
      <Ago at={deed.at} className="whitespace-nowrap text-muted text-xs" />
    </>
  );
}
