"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc";
import { Badge } from "@/components/ui/badge";
import { NodeActs } from "./node-acts";
import { NodeFacts } from "./node-facts";
import { NodeName } from "./node-name";
import { NodeJob, NodeStatePill } from "./node-state";
import { type NodeCardData, offerCounts, reliabilityWords } from "./node-words";
import { OffersList } from "./offers-list";

/** One render node: what it is, what it does now, what it can do. */
export function NodeCard({ node }: { node: NodeCardData }) {
  const trpc = useTRPC();
  const tries = useQuery(trpc.nodes.attempts.queryOptions({ nodeId: node.id }));
  const reliability = tries.data ? reliabilityWords(tries.data.map(({ outcome }) => outcome)) : null;
  return (
    <article
      aria-label={node.name}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4 rounded-panel border bg-surface p-4"
    >
      <header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <div className="flex min-h-8 min-w-0 flex-1 items-center gap-2 max-sm:basis-full">
          <h2 className="min-w-0 text-lg">
            <NodeName id={node.id} name={node.name} href={`/nodes/${node.id}`} />
          </h2>
          {node.embedded && <Badge>in this studio</Badge>}
        </div>
        <NodeStatePill node={node} />
      </header>
      <NodeJob node={node} />
      <NodeFacts node={node} reliability={reliability} hours />
      <details className="border-t pt-3" open={node.offers.length > 0 && node.offers.length <= 16}>
        <summary className="rounded-control">
          Passes <span className="num text-muted text-xs">{offerCounts(node.offers)}</span>
        </summary>
        <div className="pt-3">
          <OffersList offers={node.offers} />
        </div>
      </details>
      <footer className="flex flex-wrap gap-2 empty:hidden">
        <NodeActs node={node} />
      </footer>
    </article>
  );
}
