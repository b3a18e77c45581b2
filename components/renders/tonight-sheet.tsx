"use client";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { Sheet } from "@/components/ui/sheet";
import { StatusDot } from "@/components/ui/status-dot";
import { useNow } from "@/components/ui/use-now";
import { clockWords } from "./estimate-words";
import type { Outlook } from "./use-outlook";

interface TonightSheetProps {
  outlook: Outlook;
  paused: boolean;
  onOpen: (jobId: string) => void;
  onClose: () => void;
}

/** Which jobs fit until the morning and which do not, on which nodes, and how sure that is. */
export function TonightSheet({ outlook, paused, onOpen, onClose }: TonightSheetProps) {
  const now = useNow(60_000);
  const { fits, surely, of, more, until, fitting, late, nodes, left, guessed } = outlook;
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title="Tonight">
      <div className="grid gap-6">
        <div className="grid gap-1">
          <p className="num text-lg">
            Fits {fits} of {of}
          </p>
          <p className="text-pretty text-muted">
            By {clockWords(until, now)}, in the order of the line, over each node’s hours and its own history.
            {surely < fits && ` If all of it is slow, ${surely}.`}
            {more > 0 && ` ${more} more wait behind these and were not looked at.`}
          </p>
          {guessed > 0 && (
            <p className="text-pretty text-muted">
              {guessed === of ? "None" : guessed === 1 ? "One" : guessed} of them{" "}
              {guessed === of ? "were" : guessed === 1 ? "was" : "were"} ever done here{guessed === of ? "" : " not"}:
              ten seconds each are assumed.
            </p>
          )}
          {paused && <p className="text-pretty text-status-hold">The queue is paused: this holds once it goes on.</p>}
        </div>
        <Part title="Nodes">
          <ul className="grid gap-1 text-xs">
            {nodes.map(({ id, name, begins, tries }) => (
              <li key={id} className="flex flex-wrap gap-x-2">
                <Link href={`/nodes/${id}`} className="rounded-control hover:underline">
                  {name}
                </Link>
                <span className="num text-muted">
                  {begins === null
                    ? "its hours never begin"
                    : Date.parse(begins) > now + 60_000
                      ? `from ${clockWords(begins, now)}`
                      : "now"}
                  {` · ${tries === 0 ? "no history yet" : `${tries} ${tries === 1 ? "job" : "jobs"} known`}`}
                </span>
              </li>
            ))}
            {left.map(({ id, name, why }) => (
              <li key={id} className="text-muted">
                <Link href={`/nodes/${id}`} className="rounded-control hover:underline">
                  {name}
                </Link>{" "}
                {why}: not counted on
              </li>
            ))}
            {nodes.length + left.length === 0 && <li className="text-muted">No node is paired with this studio.</li>}
          </ul>
        </Part>
        {fitting.length > 0 && (
          <Part title="Fits" count={fits}>
            <Rows
              rows={fitting.map(({ id, title, ends, surely }) => ({
                ...{ id, title, told: clockWords(ends, now) },
                sign: surely ? (
                  <StatusDot tone="done" label="Fits" />
                ) : (
                  <StatusDot tone="ready" shape="half" label="Fits unless all is slow" />
                ),
              }))}
              more={fits - fitting.length}
              onOpen={onOpen}
            />
          </Part>
        )}
        {late.length > 0 && (
          <Part title="Does not fit" count={of - fits}>
            <Rows
              rows={late.map(({ id, title, ends, why }) => ({
                ...{ id, title, told: ends ? clockWords(ends, now) : (why ?? "") },
                sign: <StatusDot tone="omit" label="Does not fit" />,
              }))}
              more={of - fits - late.length}
              onOpen={onOpen}
            />
          </Part>
        )}
      </div>
    </Sheet>
  );
}

type Row = { id: string; title: string; told: string; sign: ReactNode };

function Rows({ rows, more, onOpen }: { rows: Row[]; more: number; onOpen: (jobId: string) => void }) {
  return (
    <>
      <ol className="grid">
        {rows.map(({ id, title, told, sign }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onOpen(id)}
              className="flex min-h-8 w-full items-center gap-2 rounded-control text-left text-xs hover:bg-hover pointer-coarse:min-h-11"
            >
              {sign}
              <span className="min-w-0 flex-1 truncate">{title}</span>
              <span className="num shrink-0 text-muted">{told}</span>
            </button>
          </li>
        ))}
      </ol>
      {more > 0 && <p className="text-muted text-xs">and {more} more</p>}
    </>
  );
}

function Part({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h3 className="text-sm">
        {title} {count !== undefined && <span className="num font-normal text-muted">{count}</span>}
      </h3>
      {children}
    </section>
  );
}
