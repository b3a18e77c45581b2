"use client";
import { Link } from "@/components/ui/link";
import { Progress } from "@/components/ui/progress";
import { StatusPill } from "@/components/ui/status-pill";
import { useNow } from "@/components/ui/use-now";
import { useJobProgress } from "@/components/use-live";
import type { NodeCardData } from "./node-words";
import { standingHelp } from "./standing-help";
import { standingSign } from "./standing-words";

/** What the node does now; when it takes no work, who or what keeps it. */
export function NodeStatePill({ node }: { node: NodeCardData }) {
  return <StatusPill {...standingSign(node, useNow(20_000))} />;
}

/** The job in hand with its live bar; for an idle node one quiet line of the same height. */
export function NodeJob({ node }: { node: NodeCardData }) {
  const live = useJobProgress(node.job?.id);
  if (!node.job) return <p className="min-h-10 text-pretty text-muted text-xs">{standingHelp(node)}</p>;
  return (
    <div className="grid min-h-10 content-start gap-1.5">
      <Link href={`/renders?job=${node.job.id}`} className="truncate rounded-control text-xs hover:underline">
        {node.job.title}
      </Link>
      <Progress value={live?.fraction ?? node.job.fraction} label={node.job.title} />
    </div>
  );
}
