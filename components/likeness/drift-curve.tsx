"use client";

import { useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import { directionWords } from "@/contract/profile/directions";
import type { Drift } from "./use-likeness";

type Measure = "score" | "yaw";
const width = 720;
const height = 180;
const edge = { left: 36, right: 8, top: 10, bottom: 22 };
/** Dashes tell the characters apart where colour does not. */
const dashes = ["", "6 3", "2 3", "8 3 2 3"];

const scale = {
  score: { from: 0, to: 1, lines: [0, 0.4, 0.6, 1], text: (value: number) => String(Math.round(value * 100)) },
  yaw: { from: -90, to: 90, lines: [-90, -45, 0, 45, 90], text: (value: number) => `${value}°` },
} as const;

/** How each character's likeness, or the way the face looks, goes through a sequence; the same as a table for reading. */
export function DriftCurve({ drift }: { drift: Drift }) {
  const { characters, frames } = drift;
  const scored = characters.some(({ points }) => points.some(({ score }) => score !== null));
  const [chosen, setChosen] = useState<Measure>(scored ? "score" : "yaw");
  const { from, to, lines, text } = scale[chosen];
  const x = (at: number) =>
    edge.left + (frames.length < 2 ? 0.5 : at / (frames.length - 1)) * (width - edge.left - edge.right);
  const y = (value: number) =>
    edge.top + ((to - Math.min(to, Math.max(from, value))) / (to - from)) * (height - edge.top - edge.bottom);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented
          label="What the curve shows"
          value={chosen}
          onChange={setChosen}
          options={[
            { value: "score", label: "Likeness" },
            { value: "yaw", label: "Turn" },
          ]}
        />
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {characters.map(({ id, name }, at) => (
            <li key={id} className="flex items-center gap-1.5">
              <svg viewBox="0 0 24 4" aria-hidden className="h-1 w-6">
                <line
                  x1="0"
                  y1="2"
                  x2="24"
                  y2="2"
                  stroke="currentColor"
                  strokeWidth="2"
                  strokeDasharray={dashes[at % 4]}
                />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      </div>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden className="w-full rounded-picture bg-well">
        {lines.map((value) => (
          <g key={value}>
            <line x1={edge.left} x2={width - edge.right} y1={y(value)} y2={y(value)} className="stroke-edge" />
            <text x={edge.left - 6} y={y(value) + 3.5} textAnchor="end" className="num fill-muted text-[10px]">
              {text(value)}
            </text>
          </g>
        ))}
        {characters.map(({ id, points }, at) => (
          <g key={id}>
            {runs(points, chosen).map((run) => (
              <polyline
                key={run[0]?.at}
                points={run.map((point) => `${x(point.at)},${y(point.value)}`).join(" ")}
                fill="none"
                stroke="currentColor"
                strokeWidth="1.5"
                strokeDasharray={dashes[at % 4]}
              />
            ))}
            {points.flatMap((point) => {
              const value = point[chosen];
              return value === null
                ? []
                : [<circle key={point.at} cx={x(point.at)} cy={y(value)} r="2.5" fill="currentColor" />];
            })}
          </g>
        ))}
        {[frames[0], frames.at(-1)].map(
          (frame, at) =>
            frame && (
              <text
                key={frame.frameId + String(at)}
                x={at === 0 ? edge.left : width - edge.right}
                y={height - 7}
                textAnchor={at === 0 ? "start" : "end"}
                className="fill-muted text-[10px]"
              >
                {frame.shot} {frame.label}
              </text>
            ),
        )}
      </svg>
      {chosen === "score" && !scored && (
        <p className="text-muted text-xs">No scores. {drift.readers.lacks[0] ?? "Measure the sequence first."}</p>
      )}
      <DriftTable drift={drift} />
    </div>
  );
}

type Point = Drift["characters"][number]["points"][number];

/** Points that follow one another; a frame without a face or a score is a gap. */
const runs = (points: readonly Point[], measure: Measure): { at: number; value: number }[][] => {
  const all: { at: number; value: number }[][] = [];
  for (const point of points) {
    const value = point[measure];
    if (value === null) continue;
    const last = all.at(-1);
    if (last?.at(-1)?.at === point.at - 1) last.push({ at: point.at, value });
    else all.push([{ at: point.at, value }]);
  }
  return all.filter((run) => run.length > 1);
};

function DriftTable({ drift: { characters, frames, sequence } }: { drift: Drift }) {
  return (
    <details className="text-xs">
      <summary className="w-fit rounded-control text-muted hover:text-text">The same as a table</summary>
      <div className="mt-2 max-h-72 overflow-auto">
        <table className="num w-full text-left">
          <caption className="sr-only">Likeness and direction of each face in {sequence.code}</caption>
          <thead className="text-muted">
            <tr>
              <th scope="col" className="py-1 pr-4 font-normal">
                Frame
              </th>
              {characters.map(({ id, name }) => (
                <th key={id} scope="col" className="py-1 pr-4 font-normal">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {frames.map((frame, at) => (
              <tr key={frame.frameId} className="border-t">
                <th scope="row" className="code py-1 pr-4 font-normal">
                  {frame.shot} {frame.label}
                </th>
                {characters.map(({ id, points }) => (
                  <td key={id} className="py-1 pr-4">
                    {wordsOf(
                      points.find((point) => point.at === at),
                      frame.read,
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const wordsOf = (point: Point | undefined, read: boolean): string => {
  if (!point) return read ? "no face of theirs" : "not measured";
  const score = point.score === null ? "no score" : `${Math.round(point.score * 100)}`;
  return `${score}, looks ${directionWords(point)}`;
};
