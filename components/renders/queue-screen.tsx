"use client";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { History, ListVideo } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useAddress } from "@/components/studio/use-address";
import { useTRPC } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { ChosenBar } from "./chosen-bar";
import { DoneList } from "./done-list";
import { moveInLanes } from "./lane-keys";
import { OutlookLine } from "./outlook-line";
import { PauseBanner } from "./pause-banner";
import { PauseMenu } from "./pause-menu";
import { ProjectFilter } from "./project-filter";
import { entriesOf, jobsIn, overOf, waitingOf } from "./queue-entries";
import { queueInput } from "./queue-input";
import { QueueLane } from "./queue-lane";
import { RunningCard } from "./running-card";
import { useOutlook } from "./use-outlook";
import { useQueueActs } from "./use-queue-acts";
import { useWaiting } from "./use-waiting";
import { WaitingList } from "./waiting-list";

const JobSheet = lazy(() => import("./job-sheet").then((file) => ({ default: file.JobSheet })));
const QueueHistory = lazy(() => import("./queue-history").then((file) => ({ default: file.QueueHistory })));

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

  const desk = useWaiting(
    useMemo(() => entriesOf(data.waiting, data.batches, waitingOf), [data.waiting, data.batches]),
  );
  const done = entriesOf(data.done, data.batches, overOf);
  const outlook = useOutlook(data.counts.waiting > 0);
  const costs = useQuery({
    ...trpc.queue.costs.queryOptions({ projectId: project?.id ?? "" }),
    enabled: project !== undefined,
    meta: { wholeList: true },
  });
  const ends = useMemo(
    () =>
      new Map(
        [...(outlook?.fitting ?? []), ...(outlook?.late ?? [])].flatMap(({ id, ends }) => (ends ? [[id, ends]] : [])),
      ),
    [outlook],
  );
  const card = { acts, withProject: project === undefined, onOpen: open };
  const known = [...data.running, ...data.waiting, ...data.done].find(({ id }) => id === jobId);
  const nothing = data.counts.running + data.counts.waiting + data.counts.done === 0;
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b bg-surface px-4 py-3 sm:px-6">
        <div className="grid min-w-0">
          <h1 className="text-xl">Queue</h1>
          <OutlookLine outlook={outlook} spent={costs.data?.seconds} paused={data.paused !== null} onOpen={open} />
        </div>
        <div className="ml-auto flex min-w-0 flex-wrap items-center justify-end gap-2 max-sm:ml-0 max-sm:w-full max-sm:justify-start">
          <IconButton label="Who did what" icon={<History />} onClick={() => address.set({ history: "1" })} />
          <PauseMenu lanes={data} />
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
      <PauseBanner lanes={data} acts={acts} />
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
            shown={jobsIn(desk.entries, waitingOf)}
            current={lane === "waiting"}
            bar={desk.chosen.size > 0 && <ChosenBar desk={desk} />}
          >
            <WaitingList desk={desk} ends={ends} {...card} />
          </QueueLane>
          <QueueLane
            {...laneWords.done}
            count={data.counts.done}
            shown={jobsIn(done, overOf)}
            current={lane === "done"}
          >
            <DoneList entries={done} many={desk.many} {...card} />
          </QueueLane>
        </div>
      )}
      <p role="status" className="sr-only">
        {desk.said}
      </p>
      <Suspense fallback={null}>
        {jobId !== "" && (
          <JobSheet jobId={jobId} known={known} acts={acts} onOpen={open} onClose={() => address.set({ job: null })} />
        )}
        {address.get("history") !== "" && (
          <QueueHistory
            projectId={project?.id}
            onOpen={(id) => address.set({ history: null, job: id })}
            onClose={() => address.set({ history: null })}
          />
        )}
      </Suspense>
    </>
  );
}

const laneWords = {
  running: { title: "Running", empty: "Nothing is running." },
  waiting: { title: "Waiting", empty: "Nothing is waiting." },
  done: { title: "Done", empty: "Nothing is done yet." },
} as const;
