"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { ListVideo } from "lucide-react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useAddress } from "@/components/studio/use-address";
import { useTRPC } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import { DoneCard } from "./done-card";
import { JobSheet } from "./job-sheet";
import { moveInLanes } from "./lane-keys";
import { PauseButtons } from "./pause-buttons";
import { ProjectFilter } from "./project-filter";
import { queueInput } from "./queue-input";
import { QueueLane } from "./queue-lane";
import { RunningCard } from "./running-card";
import { useQueueActs } from "./use-queue-acts";
import { WaitingCard } from "./waiting-card";

const lanes = ["running", "waiting", "done"] as const;

/** The queue: running, waiting and done, of one project or of all. What is shown stands in the address. */
export function QueueScreen({
  project,
  inProject,
}: {
  project?: { id: string; slug: string } | undefined;
  inProject: boolean;
}) {
  const trpc = useTRPC();
  const address = useAddress();
  const acts = useQueueActs();
  const mine = address.get("who") === "mine";
  const { data } = useSuspenseQuery(trpc.renders.queue.queryOptions(queueInput({ projectId: project?.id, mine })));
  const wanted = lanes.find((lane) => lane === address.get("lane"));
  const lane = wanted ?? lanes.find((lane) => data.counts[lane] > 0) ?? "running";
  const jobId = address.get("job");
  const open = (id: string) => address.set({ job: id });
  const toggle = () => address.set({ who: mine ? null : "mine" });
  useShortcuts("Queue", { m: { label: mine ? "Show everybody's jobs" : "Show only my jobs", run: toggle } });

  const card = { acts, withProject: project === undefined, onOpen: open };
  const known = [...data.running, ...data.waiting, ...data.done].find(({ id }) => id === jobId);
  const nothing = data.counts.running + data.counts.waiting + data.counts.done === 0;
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b bg-surface px-4 py-3 sm:px-6">
        <h1 className="text-xl">Queue</h1>
        <div className="ml-auto flex min-w-0 flex-wrap items-center justify-end gap-2 max-sm:ml-0 max-sm:w-full max-sm:justify-start">
          <PauseButtons />
          {inProject ? (
            <ButtonLink href="/renders" variant="quiet" size="sm">
              All projects
            </ButtonLink>
          ) : (
            <ProjectFilter slug={project?.slug ?? ""} />
          )}
          <Segmented
            label="Whose jobs"
            options={[
              { value: "all", label: "Everybody", keys: "m" },
              { value: "mine", label: "Mine", keys: "m" },
            ]}
            value={mine ? "mine" : "all"}
            onChange={(who) => address.set({ who: who === "mine" ? "mine" : null })}
          />
        </div>
        <Segmented
          label="Lane"
          className="w-full md:hidden"
          options={lanes.map((value) => ({ value, label: `${laneWords[value].title} ${data.counts[value]}` }))}
          value={lane}
          onChange={(next) => address.set({ lane: next })}
        />
      </header>
      {nothing ? (
        <EmptyState
          size="page"
          icon={<ListVideo />}
          title={mine ? "You have queued nothing yet." : "Nothing has been queued yet."}
          body="Open a frame on the canvas, choose a pass and queue it: it shows up here."
          action={
            <ButtonLink variant="primary" href={project ? `/p/${project.slug}/script/shots` : "/projects"}>
              {project ? "Open the shots" : "Open a project"}
            </ButtonLink>
          }
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the jobs inside, which are buttons
        <div role="presentation" onKeyDown={moveInLanes} className="grid min-h-0 flex-1 bg-surface md:grid-cols-3">
          <QueueLane
            {...laneWords.running}
            count={data.counts.running}
            shown={data.running.length}
            current={lane === "running"}
          >
            {data.running.map((job) => (
              <li key={job.id}>
                <RunningCard job={job} {...card} />
              </li>
            ))}
          </QueueLane>
          <QueueLane
            {...laneWords.waiting}
            count={data.counts.waiting}
            shown={data.waiting.length}
            current={lane === "waiting"}
          >
            {data.waiting.map((job) => (
              <li key={job.id}>
                <WaitingCard job={job} {...card} />
              </li>
            ))}
          </QueueLane>
          <QueueLane {...laneWords.done} count={data.counts.done} shown={data.done.length} current={lane === "done"}>
            {data.done.map((job) => (
              <li key={job.id}>
                <DoneCard job={job} {...card} />
              </li>
            ))}
          </QueueLane>
        </div>
      )}
      <JobSheet jobId={jobId} known={known} acts={acts} onClose={() => address.set({ job: null })} />
    </>
  );
}

const laneWords = {
  running: { title: "Running", empty: "Nothing is running." },
  waiting: { title: "Waiting", empty: "Nothing is waiting." },
  done: { title: "Done", empty: "Nothing is done yet." },
} as const;
