"use client";
import { useQuery } from "@tanstack/react-query";
import { NodePill } from "@/components/shell/node-pill";
import { useTRPC } from "@/components/trpc";
import { useNow } from "@/components/ui/use-now";
import { quietNode } from "./node-words";
import { useCan } from "./viewer";

const minutes = (seconds: number) => (seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} m`);

/** "local · rendering 1/3 · 2 m": the busiest node and what is left in the queue. */
export function NodeStatus() {
  const trpc = useTRPC();
  const can = useCan();
  const queue = useQuery({ ...trpc.renders.pulse.queryOptions(), enabled: can("queue passes") });
  const nodes = useQuery({ ...trpc.nodes.glance.queryOptions(), enabled: can("see nodes") });
  const now = useNow(20_000);
  if (!nodes.data || !queue.data) return null;
  const { running, counts, paused } = queue.data;
  const [job] = running;
  if (!job) {
    const line = { waiting: counts.waiting, paused };
    return <NodePill href={paused ? "/renders" : "/nodes"} {...quietNode(nodes.data, line, now)} />;
  }
  const left = job.etaSeconds === null ? "" : ` · ${minutes(job.etaSeconds)}`;
  return (
    <NodePill
      href="/renders"
      name={job.node?.name ?? "Node"}
      text={`rendering ${counts.running}/${counts.running + counts.waiting}${left}`}
      tone="wip"
    />
  );
}
