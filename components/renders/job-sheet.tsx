"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { mediaUrl } from "@/components/media/url";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { ErrorState } from "@/components/ui/error-state";
import { Sheet } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusPill } from "@/components/ui/status-pill";
import { FixButton } from "./fix-button";
import { HistoryList } from "./history-list";
import { JobOutputs } from "./job-outputs";
import { JobPicture } from "./job-picture";
import { JobPlace } from "./job-place";
import { JobProgressBar } from "./job-progress";
import { JobTries } from "./job-tries";
import { jobStates, recipeRows } from "./job-words";
import { LivePreviews } from "./live-previews";
import { NodeReasons } from "./node-reasons";
import type { QueueActs, QueueJob } from "./use-queue-acts";
import { WaitingFacts } from "./waiting-facts";

interface JobSheetProps {
  /** Empty: closed. */
  jobId: string;
  /** The job as the page has it already, shown at once. */
  known: QueueJob | undefined;
  acts: QueueActs;
  /** Another job, from this one. */
  onOpen: (jobId: string) => void;
  onClose: () => void;
}

/** Everything about one job: how it stands, what came out, with which recipe, after which tries. */
export function JobSheet({ jobId, known, acts, onOpen, onClose }: JobSheetProps) {
  const trpc = useTRPC();
  const job = useQuery({ ...trpc.renders.job.queryOptions({ jobId }), enabled: jobId !== "", placeholderData: known });
  const title = job.data?.title ?? "Job";
  return (
    <Sheet open={jobId !== ""} onOpenChange={(open) => !open && onClose()} title={title}>
      {job.data && <JobDetails key={jobId} job={job.data} acts={acts} onOpen={onOpen} />}
      {job.isError && (
        <ErrorState title="This job could not be loaded" body={job.error.message} onRetry={() => void job.refetch()} />
      )}
      {job.isPending && <Skeleton className="aspect-video w-full rounded-picture" />}
    </Sheet>
  );
}

function JobDetails({ job, acts, onOpen }: { job: QueueJob; acts: QueueActs; onOpen: (jobId: string) => void }) {
  const trpc = useTRPC();
  const can = useCan();
  const running = job.state === "leased";
  // A running job's log grows with its node's signs of life, which are no news of their own.
  const made = useQuery({
    ...trpc.renders.outputs.queryOptions({ jobId: job.id }),
    refetchInterval: running ? 10_000 : false,
  });
  const { label, tone } = jobStates[job.state];
  const over = job.state === "failed" || job.state === "cancelled";
  const mayChange = job.mine || can("cancel other people's work");
  const waits = job.state === "ready" || job.state === "delayed" || job.state === "held" || job.state === "blocked";
  const held = job.why?.fix.kind === "release";
  return (
    <div className="grid gap-6">
      <div className="grid gap-3">
        {job.result ? (
          <a
            href={mediaUrl(job.result.id, "original")}
            target="_blank"
            rel="noreferrer"
            aria-label="Open the result at full size"
          >
            <JobPicture job={job} sizes="420px" />
          </a>
        ) : (
          <JobPicture job={job} sizes="420px" />
        )}
        <div className="flex flex-wrap items-center gap-2">
          <StatusPill tone={tone} label={label} />
          {job.rough && <Badge>rough</Badge>}
          <JobPlace job={job} withProject />
        </div>
        <p className="text-muted text-xs">
          {job.who.name} queued it <Ago at={job.createdAt} />
          {job.node && <> · {job.node.name}</>}
          {waits && job.usual && (
            <>
              {" "}
              · <WaitingFacts usual={job.usual} />
            </>
          )}
        </p>
        {running && (
          <>
            <JobProgressBar job={job} />
            <LivePreviews jobId={job.id} />
          </>
        )}
        {job.why && (
          <>
            <p className="text-pretty">{job.why.summary}</p>
            <NodeReasons job={job} />
          </>
        )}
        {job.error && <p className="text-pretty text-danger">{job.error}</p>}
        <div className="flex flex-wrap gap-2 empty:hidden">
          {job.project && job.versionId && can("paint masks") && (
            <ButtonLink
              href={`/p/${job.project.slug}/masks/${job.versionId}`}
              {...(job.state === "succeeded" ? { variant: "primary" as const } : { size: "sm" as const })}
            >
              Open on the canvas
            </ButtonLink>
          )}
          {over && can("queue passes") && (
            <Button busy={acts.busy(job)} onClick={() => acts.retry(job)}>
              Try again
            </Button>
          )}
          {waits && <FixButton job={job} acts={acts} onOpen={onOpen} />}
          {mayChange && job.state === "ready" && (
            <Button size="sm" busy={acts.busy(job)} onClick={() => acts.raise(job)}>
              Put in front
            </Button>
          )}
          {mayChange && waits && !held && (
            <Button size="sm" busy={acts.busy(job)} onClick={() => acts.hold(job)}>
              Hold
            </Button>
          )}
          {mayChange && (waits || running) && (
            <Button size="sm" busy={job.stopping || acts.busy(job)} onClick={() => acts.cancel(job)}>
              {job.stopping ? "Stopping" : "Cancel"}
            </Button>
          )}
        </div>
      </div>
      {made.isError && (
        <ErrorState
          title="Its results could not be loaded"
          body={made.error.message}
          onRetry={() => void made.refetch()}
        />
      )}
      {made.data && <JobOutputs outputs={made.data.outputs} />}
      {made.data && made.data.tries.length > 0 && <JobTries tries={made.data.tries} />}
      {made.data && <RecipeRows recipe={made.data.recipe} />}
      <JobHistory jobId={job.id} onOpen={onOpen} />
    </div>
  );
}

/** Asked for only when somebody wants to know. */
function JobHistory({ jobId, onOpen }: { jobId: string; onOpen: (jobId: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="grid gap-2">
      <summary className="w-fit rounded-control font-medium text-sm">Who did what</summary>
      <div className="pt-2">{open && <HistoryList jobId={jobId} onOpen={onOpen} />}</div>
    </details>
  );
}

function RecipeRows({
  recipe,
}: {
  recipe: { params: Record<string, unknown>; seed: number | null; passVersion: number; pass: string };
}) {
  const rows = recipeRows(recipe.params);
  return (
    <Part title="Recipe">
      <dl className="grid grid-cols-[minmax(96px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
        <Row name="Pass">
          <span className="code">
            {recipe.pass} {recipe.passVersion}
          </span>
        </Row>
        {rows.map(({ name, value }) => (
          <Row key={name} name={name}>
            <span className="break-words">{value}</span>
          </Row>
        ))}
        {recipe.seed !== null && !("seed" in recipe.params) && (
          <Row name="Seed">
            <span className="code">{recipe.seed}</span>
          </Row>
        )}
      </dl>
    </Part>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="num">{children}</dd>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h3 className="text-sm">{title}</h3>
      {children}
    </section>
  );
}
