"use client";
import { Thumb } from "@/components/media/thumb";
import { useStatuses } from "@/components/statuses/statuses";
import type { Output } from "@/components/trpc";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { StatusPill } from "@/components/ui/status-pill";
import { taskTypeIds, taskTypes } from "@/contract/script/task-types";

type Mine = Output["tasks"]["mine"];
type Task = Mine["tasks"][number];

/** Tasks somebody gave me, what is due first. Nothing when there is none. `today` is a day like 2026-11-30. */
export function TaskList({ count, tasks, today }: Mine & { today: string }) {
  if (count === 0) return null;
  return (
    <Section title="My tasks" count={count}>
      <ul className="border-y [&>li+li]:border-t">
        {tasks.map((task) => (
          <li key={`${task.shotId} ${task.type}`}>
            <TaskRow task={task} late={task.dueOn !== null && task.dueOn < today} />
          </li>
        ))}
      </ul>
      {count > tasks.length && <p className="text-muted text-xs">and {count - tasks.length} more</p>}
    </Section>
  );
}

function TaskRow({ task, late }: { task: Task; late: boolean }) {
  const { look } = useStatuses();
  const type = taskTypeIds.find((id) => id === task.type);
  return (
    <Link
      href={`/p/${task.slug}/script/shots/${encodeURIComponent(task.shot)}`}
      className="focus-inset flex items-center gap-3 py-2 hover:bg-hover"
    >
      <Thumb media={task.picture} alt="" ratio={16 / 9} sizes="80px" className="w-20 shrink-0" />
      <span className="grid min-w-0 flex-1 gap-1">
        <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <span>{type ? taskTypes[type].label : task.type}</span>
          <span className="code truncate text-muted">{task.shot}</span>
          <StatusPill {...look(task.status)} />
        </span>
        <span className="truncate text-muted text-xs">{task.action || task.project}</span>
      </span>
      {task.dueOn && (
        <span className={cx("num shrink-0 text-xs", late ? "text-danger" : "text-muted")}>
          {late ? "was due" : "due"} {task.dueOn}
        </span>
      )}
    </Link>
  );
}
