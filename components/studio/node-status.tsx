"use client";
import { useQuery } from "@tanstack/react-query";
import { NodePill } from "@/components/shell/node-pill";
import { useTRPC } from "@/components/trpc";
import { useCan } from "./viewer";

const minutes = (seconds: number) => (seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} m`);

/** "local · rendering 1/3 · 2 m": the busiest node and what is left in the queue. */
export function NodeStatus() {
  const trpc = useTRPC();
  const can = useCan();
  const queue = useQuery({ ...trpc.renders.queue.queryOptions({ done: 0 }), enabled: can("queue passes") });
  const nodes = useQuery({ ...trpc.nodes.list.queryOptions(), enabled: can("see nodes") });
  if (!nodes.data || !queue.data) return null;
  const { running, counts } = queue.data;
  const [job] = running;
  const online = nodes.data.filter((node) => node.state !== "away");
  if (nodes.data.length === 0) return <NodePill href="/nodes" name="No node" text="pair one" tone="hold" />;
  if (online.length === 0)
    return <NodePill href="/nodes" name={nodes.data[0]?.name ?? "Node"} text="offline" tone="omit" />;
  if (!job)
    return (
      <NodePill
        href="/nodes"
        name={online[0]?.name ?? "Node"}
        text={counts.waiting ? `${counts.waiting} waiting` : "idle"}
        tone="done"
      />
    );
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
