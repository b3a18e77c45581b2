"use client";
import { Link } from "@/components/ui/link";
import { Progress } from "@/components/ui/progress";
import { StatusPill } from "@/components/ui/status-pill";
import { useJobProgress } from "@/components/use-live";
import { type NodeCardData, nodeStates } from "./node-words";

export function NodeStatePill({ node }: { node: NodeCardData }) {
  const { label, tone } = nodeStates[node.state];
  return <StatusPill tone={tone} label={label} />;
}

/** The job in hand with its live bar; for an idle node one quiet line of the same height. */
export function NodeJob({ node }: { node: NodeCardData }) {
  const live = useJobProgress(node.job?.id);
  if (!node.job)
    return (
      <p className="min-h-10 text-muted text-xs">
        {node.state === "paused"
          ? (node.pausedReason ?? "It gets no new work until it is resumed.")
          : node.state === "away"
            ? "It works again as soon as its agent is started."
            : "Waiting for work."}
      </p>
    );
  return (
    <div className="grid min-h-10 content-start gap-1.5">
      <Link href={`/renders?job=${node.job.id}`} className="truncate rounded-control text-xs hover:underline">
        {node.job.title}
      </Link>
      <Progress value={live?.fraction ?? node.job.fraction} label={node.job.title} />
    </div>
  );
}
