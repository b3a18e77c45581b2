import type { Output } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { spanWords } from "@/components/ui/time-words";

type Try = Output["renders"]["outputs"]["tries"][number];

export const outcomes: Record<NonNullable<Try["outcome"]>, string> = {
  succeeded: "Done",
  failed: "Failed",
  expired: "Node went silent",
  released: "Given back",
  cancelled: "Cancelled",
  revoked: "Node was revoked",
};

/** Every try of a job: where, when, how it ended. */
export function JobTries({ tries }: { tries: readonly Try[] }) {
  return (
    <section aria-label="Tries" className="grid gap-2">
      <h3 className="text-sm">
        Tries <span className="num font-normal text-muted">{tries.length}</span>
      </h3>
      <ol className="grid gap-2 text-xs">
        {tries.map(({ n, node, startedAt, outcome, error, seconds, log }) => (
          <li key={n} className="grid gap-0.5">
            <span>
              {outcome ? outcomes[outcome] : "Running"} on {node}
              <span className="num text-muted">
                {" "}
                · <Ago at={startedAt} />
                {seconds !== null && ` · ${spanWords(seconds)}`}
              </span>
            </span>
            {error && <span className="text-pretty text-danger">{error}</span>}
            {log && (
              <details>
                <summary className="w-fit rounded-control text-muted hover:text-text">Log</summary>
                <section
                  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
                  tabIndex={0}
                  aria-label={`Log of try ${n}`}
                  className="focus-inset mt-1 max-h-64 overflow-auto rounded-control bg-well p-2"
                >
                  <pre className="code whitespace-pre-wrap break-words">{log}</pre>
                </section>
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
