"use client";
import { useSuspenseQueries } from "@tanstack/react-query";
import { useToday } from "@/components/script/use-today";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { cx } from "@/components/ui/cx";
import { PageHeader } from "@/components/ui/page-header";
import { ActivityList } from "./activity-list";
import { ChecklistCard } from "./checklist-card";
import { FinishedShelf } from "./finished-shelf";
import { MentionsList } from "./mentions-list";
import { NodesLine } from "./nodes-line";
import { ProjectShelf } from "./project-shelf";
import { ReviewShelf } from "./review-shelf";
import { RunningNow } from "./running-now";
import { TaskList } from "./task-list";
import { newsInput } from "./today-input";
import { todayWords } from "./today-words";
import { useChecklist } from "./use-checklist";
import { WorkList } from "./work-list";

/** Where everybody lands: what waits for you, what runs, what happened. A client sees what is in review and the projects. */
export function TodayScreen() {
  const can = useCan();
  const trpc = useTRPC();
  const works = can("edit shots");
  const [{ data: waiting }, { data: projects }, { data: mine }, { data: finished }, { data: news }, { data: tasks }] =
    useSuspenseQueries({
      queries: [
        trpc.review.waiting.queryOptions(),
        trpc.projects.list.queryOptions(),
        trpc.review.mine.queryOptions(),
        trpc.renders.finished.queryOptions(),
        trpc.inbox.list.queryOptions(newsInput),
        trpc.tasks.mine.queryOptions(),
      ],
    });
  const today = useToday();
  const sentBack = works ? mine.sentBack : 0;
  const checklist = useChecklist(projects, works);
  return (
    <>
      <PageHeader title={todayWords({ review: waiting.count, sentBack, judges: can("approve frames") })} />
      <div
        className={cx(
          "grid gap-x-10 gap-y-8 px-4 pb-12 sm:px-6",
          works && "xl:grid-cols-[minmax(0,1fr)_320px] xl:grid-rows-[auto_1fr]",
        )}
      >
        {checklist && (
          <div className="min-w-0 xl:col-start-2">
            <ChecklistCard checklist={checklist} />
          </div>
        )}
        <div className="grid min-w-0 content-start gap-10 xl:col-start-1 xl:row-span-2 xl:row-start-1">
          <ReviewShelf {...waiting} />
          {works && <FinishedShelf {...finished} />}
          {works && <WorkList {...mine} />}
          {works && <TaskList {...tasks} today={today} />}
          <ProjectShelf projects={projects} />
        </div>
        {works && (
          <div
            className={cx(
              "grid min-w-0 content-start gap-8 xl:col-start-2",
              checklist ? "xl:row-start-2" : "xl:row-span-2 xl:row-start-1",
            )}
          >
            <MentionsList items={news} />
            <RunningNow />
            <NodesLine />
            <LoadBoundary ready title="The activity could not be loaded" fallback={null}>
              <ActivityList />
            </LoadBoundary>
          </div>
        )}
      </div>
    </>
  );
}
