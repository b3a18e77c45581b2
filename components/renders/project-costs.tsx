"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { costWords } from "./estimate-words";

const shown = 6;

/** What nodes have spent on a film so far, failed tries included, and on which of its shots most. */
export function ProjectCosts({ projectId, href }: { projectId: string; href: string }) {
  const trpc = useTRPC();
  // After paint: it stands last, and the page need not wait for it.
  const { data } = useQuery({ ...trpc.queue.costs.queryOptions({ projectId }), throwOnError: true });
  const most = data?.shots[0]?.seconds ?? 0;
  return (
    <Section title="Node time so far">
      {!data ? (
        <Skeleton className="h-40" />
      ) : data.jobs === 0 ? (
        <p className="text-muted">No pass has run for this film yet.</p>
      ) : (
        <div className="grid gap-3">
          <p className="num">
            <span className="text-lg">{costWords(data.seconds)}</span>{" "}
            <span className="text-muted">
              in {data.jobs} {data.jobs === 1 ? "job" : "jobs"}, failed tries included
            </span>
          </p>
          <ul aria-label="The dearest shots" className="grid gap-1.5">
            {data.shots.slice(0, shown).map(({ id, code, seconds, jobs }) => (
              <li key={id} className="grid grid-cols-[112px_minmax(0,1fr)_auto] items-center gap-3 text-xs">
                <Link
                  href={`${href}/script/shots/${encodeURIComponent(code)}`}
                  className="code truncate rounded-control hover:underline pointer-coarse:min-h-8"
                >
                  {code}
                </Link>
                <span aria-hidden className="h-[3px] overflow-hidden rounded-full bg-edge">
                  <span
                    className="block h-full bg-text"
                    style={{ width: `${(100 * seconds) / Math.max(most, 0.001)}%` }}
                  />
                </span>
                <span className="num text-muted">
                  {costWords(seconds)} · {jobs} {jobs === 1 ? "job" : "jobs"}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}
