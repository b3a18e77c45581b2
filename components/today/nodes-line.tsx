"use client";
import { useQuery } from "@tanstack/react-query";
import { standingSign } from "@/components/nodes/standing-words";
import { useCan } from "@/components/studio/viewer";
import { type Output, useTRPC } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusDot } from "@/components/ui/status-dot";
import { useNow } from "@/components/ui/use-now";

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
                <Sign node={node} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Sign({ node }: { node: Output["nodes"]["glance"][number] }) {
  const { label, ...sign } = standingSign(node, useNow(20_000));
  return (
    <>
      <StatusDot {...sign} />
      <span className="truncate">{node.name}</span>
      <span className="text-muted text-xs">{label}</span>
    </>
  );
}
