"use client";
import { CirclePause } from "lucide-react";
import type { ReactNode } from "react";
import { useCan, useViewer } from "@/components/studio/viewer";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import type { QueueLanes } from "./queue-entries";
import type { QueueActs } from "./use-queue-acts";

/** Who paused what, plainly, with the button that ends it for those who may. Nothing while all goes. */
export function PauseBanner({ lanes, acts }: { lanes: Pick<QueueLanes, "paused" | "people">; acts: QueueActs }) {
  const can = useCan();
  const me = useViewer().userId;
  const { paused, people } = lanes;
  const resume = (words: string, run: () => void) => (
    <Button size="sm" busy={acts.resuming} onClick={run}>
      {words}
    </Button>
  );
  if (!paused && people.length === 0) return null;
  return (
    <ul aria-label="Pauses" className="shrink-0 border-b bg-well [&>li+li]:border-t">
      {paused && (
        <Line act={can("run the queue") && resume("Resume the queue", acts.resumeQueue)}>
          <strong className="font-medium">{paused.by ?? "Somebody who left"}</strong> paused the whole queue{" "}
          <span className="text-muted">
            <Ago at={paused.at} />
          </span>
          {paused.reason && <>: {paused.reason}</>}
          {!can("run the queue") && <span className="text-muted"> A manager can resume it.</span>}
        </Line>
      )}
      {people.map(({ id, name, by }) => (
        <Line
          key={id}
          act={
            (id === me || can("run the queue")) &&
            resume(id === me ? "Resume mine" : `Resume ${name}’s`, () => acts.resumePerson(id))
          }
        >
          {by === null ? (
            <>
              <strong className="font-medium">{id === me ? "You" : name}</strong> paused {id === me ? "your" : "their"}{" "}
              own work
            </>
          ) : (
            <>
              <strong className="font-medium">{by}</strong> paused the work of {id === me ? "you" : name}
            </>
          )}
        </Line>
      ))}
    </ul>
  );
}

function Line({ act, children }: { act: ReactNode; children: ReactNode }) {
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 sm:px-6">
      <CirclePause aria-hidden className="size-4 shrink-0 stroke-[1.5] text-status-hold" />
      <p className="min-w-0 flex-1 text-pretty">{children}</p>
      {act}
    </li>
  );
}
