"use client";

import { useMemo, useRef } from "react";
import { Thumb } from "@/components/media/thumb";
import { indices, useWindow } from "@/components/media/use-window";
import { useStatuses } from "@/components/statuses/statuses";
import { useProject } from "@/components/studio/project";
import { StatusDot } from "@/components/ui/status-dot";
import { type CellContext, castNames, cellText } from "@/contract/script/cells";
import { dayText } from "@/contract/script/days";
import { timeOf } from "@/contract/script/frame-time";
import type { TableShot } from "@/contract/script/table-shot";
import { taskTypeIds, taskTypes } from "@/contract/script/task-types";
import { plainText } from "@/contract/text/mentions";
import { CastChips } from "./grid-cell";
import { manyShots } from "./many-shots";
import type { ShotStore } from "./shot-store";
import type { View } from "./table-view";
import { TaskPill } from "./task-pill";

const heights = { sequence: 36, shot: 124 };

/** The shots on a phone: picture, words, cast, and where the work stands; a press opens the shot. */
export function ShotCards({ store, view, context }: { store: ShotStore; view: View; context: CellContext }) {
  const { href, fpsNum, fpsDen } = useProject();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows } = view;
  const starts = useMemo(() => {
    const edges = [0];
    for (const row of rows) edges.push((edges.at(-1) ?? 0) + heights[row.kind]);
    return edges;
  }, [rows]);
  const startOf = (at: number) => starts[Math.min(at, rows.length)] ?? 0;
  const { first, end } = useWindow(scroller, { count: rows.length, startOf, overscan: 4, assumed: 844 });
  const fps = fpsNum / fpsDen;
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto bg-surface md:hidden">
      <ul aria-label="Shots" className="relative" style={{ height: startOf(rows.length) }}>
        {indices(first, end).map((at) => {
          const row = rows[at];
          const shot = row?.kind === "shot" ? store.get(row.id) : undefined;
          if (!row || (row.kind === "shot" && !shot)) return null;
          return (
            <li
              key={row.kind === "shot" ? row.id : `sequence ${row.sequence} ${at}`}
              className="absolute inset-x-0"
              style={{ top: startOf(at), height: heights[row.kind] }}
            >
              {row.kind === "sequence" ? (
                <div className="num flex h-full items-center gap-3 border-b bg-canvas px-4 text-muted text-xs">
                  <span className="code text-text">{row.sequence}</span>
                  <span>{manyShots(row.shots)}</span>
                  <span>{timeOf(row.frames, fps)}</span>
                </div>
              ) : (
                shot && <Card shot={shot} href={`${href}/script/shots/${shot.code}`} context={context} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Card({ shot, href, context }: { shot: TableShot; href: string; context: CellContext }) {
  const { index } = context;
  const { mark, name } = useStatuses();
  const names = castNames(shot.cast, index);
  const who = cellText(shot, "assignee", context);
  return (
    <a href={href} className="flex h-full gap-3 border-b px-4 py-3 active:bg-hover">
      <Thumb media={shot.picture} alt="" ratio={16 / 9} sizes="128px" className="w-32 shrink-0 self-start" />
      <span className="grid min-w-0 flex-1 content-between gap-1">
        <span className="flex items-baseline justify-between gap-2">
          <span className="code truncate">{shot.code}</span>
          <span className="num shrink-0 text-muted text-xs">{timeOf(shot.durationFrames, context.fps)}</span>
        </span>
        <span className="truncate text-sm">
          {plainText(shot.description) || <span className="text-muted">No description</span>}
        </span>
        <span className="flex min-w-0 items-center justify-between gap-2">
          <TaskPill code={shot.status} />
          <CastChips names={names} />
        </span>
        <span className="flex min-w-0 items-center justify-between gap-2 text-muted text-xs">
          <span className="flex items-center gap-1.5">
            {taskTypeIds.map((type) => {
              const code = shot.tasks[type] ?? index.defaultStatus;
              return (
                <span key={type} role="img" aria-label={`${taskTypes[type].label}: ${name(code)}`} className="flex">
                  <StatusDot {...mark(code)} />
                </span>
              );
            })}
          </span>
          <span className="truncate">
            {[who, shot.dueOn && dayText(shot.dueOn, context.today)].filter(Boolean).join(" · ")}
          </span>
        </span>
      </span>
    </a>
  );
}
