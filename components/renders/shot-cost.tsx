"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc";
import { costWords } from "./estimate-words";

/** What nodes have spent on a shot so far: "4 min 20 s · 12 jobs". */
export function ShotCost({ projectId, shotId }: { projectId: string; shotId: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.queue.costs.queryOptions({ projectId, shotId }));
  if (!data) return <span className="text-muted">…</span>;
  if (data.jobs === 0) return <span className="text-muted">none yet</span>;
  return (
    <>
      {costWords(data.seconds)}{" "}
      <span className="text-muted">
        · {data.jobs} {data.jobs === 1 ? "job" : "jobs"}
      </span>
    </>
  );
}
