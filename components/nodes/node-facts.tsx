import type { ReactNode } from "react";
import { Ago } from "@/components/ui/ago";
import { spanWords } from "@/components/ui/time-words";
import { gpuWords, type NodeCardData } from "./node-words";
import { scheduleWords } from "./week";

interface NodeFactsProps {
  node: NodeCardData;
  reliability: string | null;
  /** Its page shows them large. */
  hours?: boolean;
}

/** Hardware, agent and what it did today, as rows. */
export function NodeFacts({ node, reliability, hours = false }: NodeFactsProps) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
      <Fact name="Graphics">{gpuWords(node)}</Fact>
      <Fact name="System">
        {node.platform || "not told yet"}
        {node.agentVersion && <span className="text-muted"> · agent {node.agentVersion}</span>}
      </Fact>
      <Fact name="Last heard">{node.seenAt ? <Ago at={node.seenAt} /> : "never"}</Fact>
      <Fact name="Today">
        {node.today.jobs === 0
          ? "no job finished"
          : `${node.today.jobs} ${node.today.jobs === 1 ? "job" : "jobs"} in ${spanWords(node.today.seconds)}`}
      </Fact>
      {hours && node.schedule && <Fact name="Hours">{scheduleWords(node.schedule)}</Fact>}
      <Fact name="Reliability">{reliability ?? "…"}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="num min-w-0 break-words">{children}</dd>
    </>
  );
}
