"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { type DeedRow, deedHref, deedWords, foldDeeds } from "./activity-words";

const shown = 12;

/** Who did what last, in the team or in one project. */
export function ActivityList({ projectId }: { projectId?: string }) {
  const trpc = useTRPC();
  // After paint: it stands last, and the page need not wait for it.
  const { data } = useQuery({
    ...trpc.activity.list.queryOptions(projectId === undefined ? { limit: 30 } : { projectId, limit: 30 }),
    throwOnError: true,
  });
  return (
    <Section title="Recent">
      {!data ? (
        <Skeleton className="h-96" />
      ) : data.length === 0 ? (
        <p className="text-muted">Nothing has happened yet.</p>
      ) : (
        <ol className="grid gap-2.5">
          {foldDeeds(data)
            .slice(0, shown)
            .map((deed) => (
              <li key={deed.id} className="grid text-pretty">
                <DeedLine deed={deed} />
              </li>
            ))}
        </ol>
      )}
    </Section>
  );
}

function DeedLine({ deed }: { deed: DeedRow }) {
  const { does, to } = deedWords(deed);
  const href = deedHref(deed);
  return (
    <span>
      <span className="font-medium">{deed.who}</span> <span className="text-muted">{does}</span>{" "}
      {to !== null &&
        (href === null ? (
          <span className="inline-block max-w-full truncate align-bottom">{to}</span>
        ) : (
          <Link href={href} className="inline-block max-w-full truncate rounded-control align-bottom hover:underline">
            {to}
          </Link>
        ))}
      <span className="num text-muted text-xs">
        {deed.times > 1 && <> {deed.times} times</>} <Ago at={deed.at} className="whitespace-nowrap" />
      </span>
    </span>
  );
}
