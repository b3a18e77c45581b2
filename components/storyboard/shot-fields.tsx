"use client";

import { useQuery } from "@tanstack/react-query";
import { InlineMention } from "@/components/mentions/inline-mention";
import { ShotCost } from "@/components/renders/shot-cost";
import { InlineText } from "@/components/script/inline-text";
import { StatusMenu } from "@/components/script/status-menu";
import { Fact, Facts } from "@/components/studio/facts";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { framesFrom, timeOf } from "@/contract/script/frame-time";
import { useShotChange } from "./use-shot-change";
import type { ShotDetail } from "./version-words";

/** The shot's own facts, each changed where it stands. */
export function ShotFields({ shot }: { shot: ShotDetail }) {
  const { id: projectId, fpsNum, fpsDen, href } = useProject();
  const fps = fpsNum / fpsDen;
  const change = useShotChange(shot);
  const editable = useCan()("edit shots");
  const { description, durationFrames, status } = shot;
  return (
    <div className="grid gap-5 px-4 py-4">
      <InlineMention
        label="Description"
        href={href}
        maxLength={2000}
        value={description}
        placeholder={editable ? "Describe what happens" : "No description"}
        disabled={!editable}
        onSave={(text) => void change({ description: text }, { description })}
        className="w-[calc(100%+12px)] whitespace-pre-wrap text-lg"
      />
      <Facts title="Shot">
        <Fact label="Status">
          <StatusMenu status={status} of={shot.code} onChange={(next) => void change({ status: next }, { status })} />
        </Fact>
        <Fact label="Sequence">
          <span className="code">{shot.sequence}</span>
        </Fact>
        <Fact label="Duration">
          <InlineText
            label="Duration"
            value={String(durationFrames)}
            disabled={!editable}
            check={(text) =>
              framesFrom(text, fps) === undefined ? "Write whole frames like 48, or seconds like 2 s." : undefined
            }
            onSave={(text) =>
              void change({ durationFrames: framesFrom(text, fps) ?? durationFrames }, { durationFrames })
            }
          >
            {durationFrames} frames <span className="text-muted">· {timeOf(durationFrames, fps)}</span>
          </InlineText>
        </Fact>
        <Environment shot={shot} editable={editable} change={change} />
        <Assignee shot={shot} editable={editable} change={change} />
        <Fact label="Node time">
          <ShotCost projectId={projectId} shotId={shot.id} />
        </Fact>
      </Facts>
      <Cast shot={shot} editable={editable} change={change} />
    </div>
  );
}

interface PartProps {
  shot: ShotDetail;
  editable: boolean;
  change: ReturnType<typeof useShotChange>;
}

function Environment({ shot, editable, change }: PartProps) {
  const trpc = useTRPC();
  const places = useQuery({ ...trpc.environments.list.queryOptions({ projectId: shot.projectId }), enabled: editable });
  const now = shot.environmentId;
  if (!editable) return <Fact label="Environment">{shot.environment?.name ?? "–"}</Fact>;
  const known = places.data ?? (shot.environment ? [shot.environment] : []);
  return (
    <Fact label="Environment">
      <Select
        aria-label="Environment"
        value={now ?? ""}
        options={[{ value: "", label: "None" }, ...known.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => void change({ environmentId: event.currentTarget.value || null }, { environmentId: now })}
      />
    </Fact>
  );
}

function Assignee({ shot, editable, change }: PartProps) {
  const trpc = useTRPC();
  const people = useQuery({ ...trpc.teams.members.queryOptions(), enabled: editable });
  const now = shot.assigneeId;
  if (!editable) return <Fact label="Assigned to">{shot.assignee ?? "–"}</Fact>;
  const known = people.data ?? (now ? [{ id: now, name: shot.assignee ?? "" }] : []);
  return (
    <Fact label="Assigned to">
      <Select
        aria-label="Assigned to"
        value={now ?? ""}
        options={[{ value: "", label: "Nobody" }, ...known.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => void change({ assigneeId: event.currentTarget.value || null }, { assigneeId: now })}
      />
    </Fact>
  );
}

function Cast({ shot, editable, change }: PartProps) {
  const trpc = useTRPC();
  const all = useQuery({ ...trpc.characters.list.queryOptions({ projectId: shot.projectId }), enabled: editable });
  const before = shot.cast.map(({ id }) => id);
  const people = editable ? (all.data ?? shot.cast) : shot.cast;
  return (
    <section className="grid gap-1">
      <h3 className="text-sm">Cast</h3>
      {people.length === 0 && (
        <p className="text-muted">{editable ? "The project has no characters yet." : "Nobody is cast."}</p>
      )}
      {editable
        ? people.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={before.includes(id)}
              onChange={(event) =>
                void change(
                  { cast: event.currentTarget.checked ? [...before, id] : before.filter((one) => one !== id) },
                  { cast: before },
                )
              }
            />
          ))
        : people.map(({ id, name }) => <span key={id}>{name}</span>)}
    </section>
  );
}
