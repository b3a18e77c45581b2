import type { QueueJob } from "./use-queue-acts";

/** Every node with the first thing that keeps it from this job; one that could take it says so. */
export function NodeReasons({ job }: { job: QueueJob }) {
  const nodes = job.why?.nodes ?? [];
  if (nodes.length === 0) return null;
  return (
    <ul aria-label="Node by node" className="grid gap-0.5 text-xs">
      {nodes.map(({ nodeId, name, reason }) => (
        <li key={nodeId} className="text-pretty text-muted">
          <span className="text-text">{name}</span> {reason ?? "can take it"}
        </li>
      ))}
    </ul>
  );
}
