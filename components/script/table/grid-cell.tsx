import { CircleAlert } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { tip } from "@/components/ui/tip";
import { type CellContext, castNames, cellText } from "@/contract/script/cells";
import type { Column, ColumnId } from "@/contract/script/columns";
import { dayText } from "@/contract/script/days";
import { isOverdue } from "@/contract/script/overdue";
import type { TableShot } from "@/contract/script/table-shot";
import { type TaskType, taskTypeIds } from "@/contract/script/task-types";
import { plainText } from "@/contract/text/mentions";
import { LikenessRing } from "./likeness-ring";
import { TaskPill } from "./task-pill";

export const isTaskColumn = (id: ColumnId): id is TaskType => taskTypeIds.some((type) => type === id);

interface CellProps {
  shot: TableShot;
  column: Column;
  context: CellContext;
  /** Whether its status may be set from here. */
  editable: boolean;
}

/** What stands in a cell of the shot table while nobody types in it. */
export function CellContent({ shot, column, context, editable }: CellProps) {
  const { id } = column;
  if (isTaskColumn(id) || id === "status") return <StatusCell {...{ shot, column, context, editable }} />;
  switch (id) {
    case "description":
      return (
        <span className="line-clamp-2 min-w-0 whitespace-pre-line leading-[18px]">{plainText(shot.description)}</span>
      );
    case "cast":
      return <CastChips names={castNames(shot.cast, context.index)} />;
    case "note":
      return <NoteCell shot={shot} />;
    case "likeness":
      return <LikenessRing value={shot.likeness} stale={shot.likenessStale} casts={shot.cast.length > 0} />;
    case "assignee":
      return <PersonCell name={cellText(shot, id, context)} />;
    case "due":
      return <DueCell shot={shot} context={context} />;
    case "cost":
      return <span className="num text-muted">{costText(shot.seconds)}</span>;
    case "time":
      return <span className="num text-muted">{cellText(shot, id, context)}</span>;
    case "in":
    case "out":
    case "frames":
      return <span className="num">{cellText(shot, id, context)}</span>;
    case "sequence":
      return <span className="code truncate text-muted">{shot.sequence}</span>;
    default:
      return <span className="truncate">{cellText(shot, id, context)}</span>;
  }
}

function StatusCell({ shot, column, context, editable }: CellProps) {
  const { index } = context;
  const { id } = column;
  const code = id === "status" ? shot.status : (shot.tasks[id as TaskType] ?? index.defaultStatus);
  const status = index.statusByCode.get(code);
  const pill = <TaskPill code={code} quiet={id !== "status" && code === index.defaultStatus} />;
  if (!editable) return pill;
  return (
    <button
      type="button"
      tabIndex={-1}
      data-pick
      {...(id === "status" ? { "data-status": true } : {})}
      aria-label={`${column.label} of ${shot.code}: ${status?.name ?? code}`}
      className="-ml-1 max-w-full rounded-full hover:bg-hover"
    >
      {pill}
    </button>
  );
}

/** Names as chips; those without room are counted, and named in the hint. */
export function CastChips({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <span className="flex min-w-0 gap-1" {...(names.length > 1 ? tip(names.join(", ")) : {})}>
      {names.slice(0, 2).map((name) => (
        <span key={name} className="min-w-0 shrink truncate rounded-[4px] bg-hover px-1.5 py-0.5 text-xs">
          {name}
        </span>
      ))}
      {names.length > 2 && <span className="num shrink-0 self-center text-muted text-xs">+{names.length - 2}</span>}
    </span>
  );
}

function NoteCell({ shot: { lastNote } }: { shot: TableShot }) {
  if (!lastNote) return null;
  const words = lastNote.body || `${lastNote.author} set the status`;
  return (
    <span className="line-clamp-2 text-muted text-xs" {...tip(`${lastNote.author}: ${words}`)}>
      {words}
    </span>
  );
}

function PersonCell({ name }: { name: string }) {
  if (name === "") return null;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Avatar name={name} size={20} />
      <span className="truncate">{name}</span>
    </span>
  );
}

function DueCell({ shot, context }: Pick<CellProps, "shot" | "context">) {
  if (shot.dueOn === null) return null;
  const late = isOverdue(shot, context);
  return (
    <span className={late ? "num flex items-center gap-1 text-danger" : "num"} {...(late ? tip("Overdue") : {})}>
      {dayText(shot.dueOn, context.today)}
      {late && <CircleAlert aria-label="overdue" className="size-3.5 shrink-0 stroke-[1.5]" />}
    </span>
  );
}

/** `90` → "1.5 min", from an hour on "2.1 h"; nothing for nothing. */
export const costText = (seconds: number): string =>
  seconds === 0
    ? ""
    : seconds < 3_600
      ? `${(seconds / 60).toFixed(seconds < 600 ? 1 : 0)} min`
      : `${(seconds / 3_600).toFixed(1)} h`;
