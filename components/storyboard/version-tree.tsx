"use client";

import { useMemo } from "react";
import { Thumb } from "@/components/media/thumb";
import { Ago } from "@/components/ui/ago";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { layOutTree, type TreeEdge } from "./tree-layout";
import { nameOf, originOf, type Version } from "./version-words";

interface VersionTreeProps {
  versions: readonly Version[];
  /** What the frame shows. */
  currentId: string | null;
  /** What is looked at. */
  chosenId: string | undefined;
  onChoose: (id: string) => void;
}

const rowHeight = 60;
const lane = 18;
const inset = 16;

/** Every version of a frame, newest on top, with lines to what it was made from. Hollow: not accepted. */
export function VersionTree({ versions, currentId, chosenId, onChoose }: VersionTreeProps) {
  const { nodes, edges, columns } = useMemo(() => layOutTree(versions), [versions]);
  const width = inset + columns * lane;
  const x = (column: number) => inset + column * lane;
  const y = (row: number) => (nodes.length - 1 - row) * rowHeight + rowHeight / 2;
  return (
    <div className="relative" style={{ height: nodes.length * rowHeight }}>
      <svg
        aria-hidden="true"
        width={width}
        height={nodes.length * rowHeight}
        className="pointer-events-none absolute top-0 left-0 z-[1] fill-none"
      >
        {edges.map((edge) => (
          <path
            key={`${edge.parent}${edge.child}`}
            d={curve(edge, x, y)}
            className="stroke-control"
            strokeWidth={1.5}
          />
        ))}
        {nodes.map(({ version, column, row }) => (
          <circle
            key={version.id}
            cx={x(column)}
            cy={y(row)}
            r={version.id === currentId ? 6 : 4.5}
            strokeWidth={1.5}
            className={dotClass(version, currentId)}
            strokeDasharray={version.state === "rejected" ? "2 2" : undefined}
          />
        ))}
      </svg>
      <ol>
        {[...nodes].reverse().map(({ version }) => (
          <li key={version.id} style={{ height: rowHeight }}>
            <button
              type="button"
              aria-current={version.id === chosenId ? "true" : undefined}
              onClick={() => onChoose(version.id)}
              style={{ paddingLeft: width }}
              className={cx(
                "focus-inset flex size-full items-center gap-3 pr-3 text-left",
                version.id === chosenId ? "bg-selected" : "hover:bg-hover",
              )}
            >
              <Thumb
                media={version.picture}
                alt=""
                ratio={16 / 9}
                sizes="72px"
                className={cx("w-18 shrink-0", version.state === "rejected" && "opacity-50")}
              />
              <span className="grid min-w-0 flex-1 gap-0.5">
                <span className="flex items-center gap-1.5">
                  <span className="code">{nameOf(version)}</span>
                  {version.id === currentId && <Badge className="text-accent-text!">shown</Badge>}
                  {version.rough && <Badge>rough</Badge>}
                  {version.kind === "map" && <Badge>map</Badge>}
                </span>
                <span className="truncate text-muted text-xs">
                  {originOf(version)} · {version.author ?? version.nodeName ?? "studio"} ·{" "}
                  <Ago at={version.createdAt} />
                </span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

const dotClass = (version: Version, currentId: string | null) =>
  version.id === currentId
    ? "fill-accent stroke-accent"
    : version.state === "accepted"
      ? "fill-text stroke-text"
      : "fill-[var(--surface)] stroke-muted";

/** Straight up in the child's own lane, leaving the parent's by a bend of one row. */
const curve = ({ from, to }: TreeEdge, x: (column: number) => number, y: (row: number) => number): string => {
  const [x1, y1, x2, y2] = [x(from.column), y(from.row), x(to.column), y(to.row)];
  if (x1 === x2) return `M${x1} ${y1}V${y2}`;
  const bend = y1 - rowHeight;
  return from.column < to.column
    ? `M${x1} ${y1}C${x1} ${y1 - rowHeight / 2} ${x2} ${y1 - rowHeight / 2} ${x2} ${Math.max(bend, y2)}V${y2}`
    : `M${x1} ${y1}V${y2 + rowHeight}C${x1} ${y2 + rowHeight / 2} ${x2} ${y2 + rowHeight / 2} ${x2} ${y2}`;
};
