"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
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
import { JobOutputs } from "./job-outputs";
import { JobPicture } from "./job-picture";
import { JobPlace } from "./job-place";
import { JobProgressBar } from "./job-progress";
import { JobTries } from "./job-tries";
import { jobStates, recipeRows } from "./job-words";
import type { QueueActs, QueueJob } from "./use-queue-acts";

interface JobSheetProps {
  /** Empty: closed. */
  jobId: string;
  /** The job as the page has it already, shown at once. */
  known: QueueJob | undefined;
  acts: QueueActs;
  onClose: () => void;
}

/** Everything about one job: how it stands, what came out, with which recipe, after which tries. */
export function JobSheet({ jobId, known, acts, onClose }: JobSheetProps) {
  const trpc = useTRPC();
  const job = useQuery({ ...trpc.renders.job.queryOptions({ jobId }), enabled: jobId !== "", placeholderData: known });
  const title = job.data?.title ?? "Job";
  return (
    <Sheet open={jobId !== ""} onOpenChange={(open) => !open && onClose()} title={title}>
      {job.data && <JobDetails job={job.data} acts={acts} />}
      {job.isError && (
        <ErrorState title="This job could not be loaded" body={job.error.message} onRetry={() => void job.refetch()} />
      )}
      {job.isPending && <Skeleton className="aspect-video w-full rounded-picture" />}
    </Sheet>
  );
}

function JobDetails({ job, acts }: { job: QueueJob; acts: QueueActs }) {
  const trpc = useTRPC();
  const can = useCan();
  const made = useQuery(trpc.renders.outputs.queryOptions({ jobId: job.id }));
  const { label, tone } = jobStates[job.state];
  const over = job.state === "failed" || job.state === "cancelled";
  const open = job.state === "leased" || job.state === "ready" || job.state === "delayed";
  const mayCancel = open && (job.mine || can("cancel other people's work"));
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
        </p>
        {job.state === "leased" && <JobProgressBar job={job} />}
        {job.why && <p className="text-pretty">{job.why.summary}</p>}
        {job.error && <p className="text-pretty text-danger">{job.error}</p>}
        <div className="flex flex-wrap gap-2 empty:hidden">
          {job.project && job.versionId && can("paint masks") && (
            <ButtonLink
              href={`/p/${job.project.slug}/masks/${job.versionId}`}
              variant={job.state === "succeeded" ? "primary" : "secondary"}
            >
              Open on the canvas
            </ButtonLink>
          )}
          {over && can("queue passes") && (
            <Button busy={acts.busy(job)} onClick={() => acts.retry(job)}>
              Try again
            </Button>
          )}
          {mayCancel && (
            <Button busy={job.stopping || acts.busy(job)} onClick={() => acts.cancel(job)}>
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
    </div>
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
