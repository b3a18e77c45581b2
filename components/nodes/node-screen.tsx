"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { outcomes } from "@/components/renders/job-tries";
import { useTRPC } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Badge } from "@/components/ui/badge";
import { DataTable, Td, Th, Tr } from "@/components/ui/data-table";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { spanWords } from "@/components/ui/time-words";
import { NodeActs } from "./node-acts";
import { NodeFacts } from "./node-facts";
import { NodeName } from "./node-name";
import { NodePlan } from "./node-plan";
import { NodeJob, NodeStatePill } from "./node-state";
import { reliabilityWords } from "./node-words";
import { OffersList } from "./offers-list";

/** One node with its history: its last fifty tries and how each ended. */
export function NodeScreen({ nodeId }: { nodeId: string }) {
  const trpc = useTRPC();
  const { data: node } = useSuspenseQuery(trpc.nodes.get.queryOptions({ nodeId }));
  const { data: tries } = useSuspenseQuery(trpc.nodes.attempts.queryOptions({ nodeId }));
  return (
    <>
      <PageHeader
        title={<NodeName id={node.id} name={node.name} />}
        meta={
          <>
            {node.embedded && <Badge>in this studio</Badge>}
            <NodeStatePill node={node} />
          </>
        }
        actions={<NodeActs node={node} />}
      />
      <div className="grid gap-8 px-4 pb-10 sm:px-6 lg:grid-cols-[minmax(0,1fr)_360px]">
        <Section title="Last tries" count={tries.length} className="content-start">
          {tries.length === 0 ? (
            <p className="text-muted">This node has tried nothing yet.</p>
          ) : (
            <div className="-mx-4 sm:-mx-6">
              <DataTable label="Last tries">
                <thead>
                  <tr>
                    <Th>Job</Th>
                    <Th>Ended</Th>
                    <Th className="max-sm:hidden">Took</Th>
                    <Th>When</Th>
                  </tr>
                </thead>
                <tbody>
                  {tries.map(({ id, jobId, title, startedAt, outcome, error, seconds }) => (
                    <Tr key={id}>
                      <Td className="max-w-0 w-full">
                        <Link href={`/renders?job=${jobId}`} className="block truncate rounded-control hover:underline">
                          {title}
                        </Link>
                        {error && (
                          <span className="block truncate text-danger text-xs" title={error}>
                            {error}
                          </span>
                        )}
                      </Td>
                      <Td className="whitespace-nowrap">{outcome ? outcomes[outcome] : "Running"}</Td>
                      <Td className="num whitespace-nowrap text-muted max-sm:hidden">
                        {seconds === null ? "" : spanWords(seconds)}
                      </Td>
                      <Td className="whitespace-nowrap text-muted">
                        <Ago at={startedAt} />
                      </Td>
                    </Tr>
                  ))}
                </tbody>
              </DataTable>
            </div>
          )}
        </Section>
        <div className="grid content-start gap-8 max-lg:order-first">
          <Section title="Now">
            <NodeJob node={node} />
            <NodeFacts node={node} reliability={reliabilityWords(tries.map(({ outcome }) => outcome))} />
          </Section>
          <NodePlan node={node} />
          <Section title="Passes" count={node.offers.length}>
            <OffersList offers={node.offers} />
          </Section>
          {node.models.length > 0 && (
            <Section title="Models" count={node.models.length}>
              <ul className="code grid gap-0.5 break-all">
                {node.models.map((model) => (
                  <li key={model}>{model}</li>
                ))}
              </ul>
            </Section>
          )}
        </div>
      </div>
    </>
  );
}
