"use client";

import { useQuery } from "@tanstack/react-query";
import { deedWords, foldDeeds } from "@/components/today/activity-words";
import { useTRPC } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Skeleton } from "@/components/ui/skeleton";

/** Who changed what of this place, newest first. */
export function PlaceHistory({ environmentId }: { environmentId: string }) {
  const trpc = useTRPC();
  const { data, isError, refetch } = useQuery(trpc.activity.list.queryOptions({ subjectId: environmentId, limit: 50 }));
  if (isError)
    return (
      <p role="alert">
        The history could not be loaded.{" "}
        <button type="button" className="underline" onClick={() => void refetch()}>
          Try again
        </button>
      </p>
    );
  if (!data) return <Skeleton className="h-40" />;
  return (
    <ol className="grid gap-1.5">
      {foldDeeds(data).map((deed) => (
        <li key={deed.id}>
          <span className="font-medium">{deed.who}</span> <span className="text-muted">{deedWords(deed).does}</span>{" "}
          this place{" "}
          <span className="num text-muted text-xs">
            {deed.times > 1 && `${deed.times} times `}
            <Ago at={deed.at} className="whitespace-nowrap" />
          </span>
        </li>
      ))}
    </ol>
  );
}
