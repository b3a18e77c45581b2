"use client";
import { useQuery } from "@tanstack/react-query";
import { nodeStates } from "@/components/nodes/node-words";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusDot } from "@/components/ui/status-dot";

/** The render nodes, one line each. */
export function NodesLine() {
  const trpc = useTRPC();
  const can = useCan();
  const { data } = useQuery(trpc.nodes.glance.queryOptions());
  return (
    <Section
      title="Nodes"
      actions={
        can("pair nodes") && (
          <ButtonLink href="/nodes?pair=1" variant="quiet" size="sm">
            Pair a node
          </ButtonLink>
        )
      }
    >
      {!data ? (
        <Skeleton className="h-5 w-40" />
      ) : data.length === 0 ? (
        <p className="text-muted">No node is paired: jobs wait until one is.</p>
      ) : (
        <ul className="grid gap-1">
          {data.map((node) => (
            <li key={node.id}>
              <Link href={`/nodes/${node.id}`} className="flex items-center gap-2 rounded-control hover:underline">
                <StatusDot tone={nodeStates[node.state].tone} />
                <span className="truncate">{node.name}</span>
                <span className="text-muted text-xs">{nodeStates[node.state].label.toLowerCase()}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
