"use client";

import { useStatuses } from "@/components/statuses/statuses";
import { StatusPill } from "@/components/ui/status-pill";
import type { CsvPlan, CsvWorld, PlannedShot } from "@/contract/script/csv/world";
import { frameOut } from "@/contract/script/frame-range";
import { type TaskType, taskTypes } from "@/contract/script/task-types";

const shown = 8;

/** What would happen: how many shots are made and changed, and the first of them. */
export function ImportPreview({ plan, world }: { plan: CsvPlan; world: CsvWorld }) {
  const facts = [
    `${plan.made} new`,
    `${plan.changed} changed`,
    ...(plan.revived > 0 ? [`${plan.revived} brought back`] : []),
    ...(plan.newSequences.length > 0 ? [`new sequences ${plan.newSequences.slice(0, 6).join(", ")}`] : []),
  ];
  return (
    <section aria-label="Preview" className="grid gap-2">
      <h3 className="font-medium">
        What will happen <span className="num font-normal text-muted">· {facts.join(" · ")}</span>
      </h3>
      <ul className="border-y [&>li+li]:border-t">
        {plan.shots.slice(0, shown).map((shot) => (
          <Row key={shot.row} shot={shot} world={world} />
        ))}
      </ul>
      {plan.shots.length > shown && <p className="num text-muted text-xs">and {plan.shots.length - shown} more</p>}
    </section>
  );
}

function Row({ shot, world }: { shot: PlannedShot; world: CsvWorld }) {
  const { look } = useStatuses();
  const { values, tasks, cast = [] } = shot;
  const range =
    values.frames !== undefined && values.frameIn !== undefined
      ? `${values.frames} f · ${values.frameIn}–${frameOut({ frameIn: values.frameIn, frames: values.frames })}`
      : undefined;
  const names = cast.map((id) => world.characters.find((character) => character.id === id)?.name ?? "");
  const place = world.environments.find(({ id }) => id === values.environmentId)?.name;
  const who = (id: string | undefined) => world.people.find((person) => person.id === id)?.name;
  const given = Object.entries(shot.people).map(([type, id]) => `${taskTypes[type as TaskType].label}: ${who(id)}`);
  const facts = [values.description, place, names.join(", "), values.size, values.lens, who(values.assigneeId)];
  const words = [...facts, ...given].filter(Boolean).join(" · ");
  const pills = [
    ...(values.status ? [["Shot", values.status] as const] : []),
    ...Object.entries(tasks).map(([type, code]) => [taskTypes[type as TaskType].label, code] as const),
  ];
  return (
    <li className="grid gap-x-4 gap-y-1 py-1.5 text-sm sm:grid-cols-[11rem_4rem_1fr]">
      <span className="code truncate">{shot.code}</span>
      <span className="text-muted text-xs leading-5">{shot.shotId === null ? "New" : "Changes"}</span>
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        {range && <span className="num text-xs">{range}</span>}
        <span className="min-w-0 truncate text-muted">{words}</span>
        {pills.map(([of, code]) => {
          const { label, ...mark } = look(code);
          return <StatusPill key={of} {...mark} label={`${of}: ${label}`} />;
        })}
      </span>
    </li>
  );
}
