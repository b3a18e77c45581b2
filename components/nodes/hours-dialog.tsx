"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useMemo, useState } from "react";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Schedule as ScheduleSchema } from "@/contract/queue/schedule";
import { dayNames, type Schedule } from "./week";
import { WeekStrip } from "./week-strip";

interface HoursDialogProps {
  node: { id: string; name: string; schedule: Schedule | null };
  onClose: () => void;
}

type Mode = "always" | Schedule["mode"];
const help: Record<Mode, string> = {
  always: "It may begin work at any time.",
  work: "It begins work only in these hours.",
  quiet: "It begins no work in these hours.",
};
const fresh = {
  quiet: { days: [1, 2, 3, 4, 5, 6, 7], from: "08:00", to: "22:00" },
  work: { days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "07:00" },
};

/** When a node may begin work. What it has begun it finishes. */
export function HoursDialog({ node, onClose }: HoursDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [mode, setMode] = useState<Mode>(node.schedule?.mode ?? "always");
  const [zone, setZone] = useState(node.schedule?.zone ?? here);
  const [windows, setWindows] = useState<Schedule["windows"]>(node.schedule?.windows ?? []);
  const zones = useMemo(() => zoneOptions(zone), [zone]);
  const wanted = mode === "always" ? null : { mode, zone, windows };
  const read = ScheduleSchema.nullable().safeParse(wanted);
  const problem = read.success
    ? undefined
    : windows.some(({ days }) => days.length === 0)
      ? "Choose at least one day"
      : read.error.issues[0]?.message;
  const undo = useMutation(trpc.nodes.setSchedule.mutationOptions({ onError: refused }));
  const set = useMutation(
    trpc.nodes.setSchedule.mutationOptions({
      onError: refused,
      onSuccess: ({ before }) => {
        notify({
          title: `Changed the hours of ${node.name}`,
          undo: () => undo.mutate({ nodeId: node.id, schedule: before }),
        });
        onClose();
      },
      onSettled: () => queries.invalidateQueries(trpc.nodes.pathFilter()),
    }),
  );
  const choose = (next: Mode) => {
    setMode(next);
    if (next !== "always" && windows.length === 0) setWindows([fresh[next]]);
  };
  const change = (at: number, part: Partial<Schedule["windows"][number]>) =>
    setWindows(windows.map((window, n) => (n === at ? { ...window, ...part } : window)));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Hours of ${node.name}`}
      description="What it has begun it finishes, also beyond its hours."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={set.isPending}
            onClick={() => read.success && set.mutate({ nodeId: node.id, schedule: read.data })}
            {...(problem ? { blocked: problem } : {})}
          >
            Save the hours
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        <div className="grid gap-1.5">
          <Segmented
            label="Hours"
            className="flex"
            options={[
              { value: "always", label: "Always" },
              { value: "quiet", label: "Quiet hours" },
              { value: "work", label: "Only in hours" },
            ]}
            value={mode}
            onChange={choose}
          />
          <p className="text-muted text-xs">{help[mode]}</p>
        </div>
        {mode !== "always" && (
          <>
            <ul className="grid gap-3">
              {windows.map((window, at) => (
                <li key={at} className="grid justify-items-start gap-2 border-b pb-3 last:border-b-0 last:pb-0">
                  <Days value={window.days} onChange={(days) => change(at, { days })} name={`Window ${at + 1}`} />
                  <span className="flex w-full items-center gap-1.5">
                    <Input
                      type="time"
                      required
                      aria-label={`From, window ${at + 1}`}
                      value={window.from}
                      onChange={(event) => change(at, { from: event.currentTarget.value })}
                      className="num w-32"
                    />
                    <span aria-hidden>–</span>
                    <Input
                      type="time"
                      required
                      aria-label={`To, window ${at + 1}`}
                      value={window.to}
                      onChange={(event) => change(at, { to: event.currentTarget.value })}
                      className="num w-32"
                    />
                    {window.to !== "" && window.to <= window.from && (
                      <span className="whitespace-nowrap text-muted text-xs">next day</span>
                    )}
                    {windows.length > 1 && (
                      <IconButton
                        label={`Remove window ${at + 1}`}
                        icon={<X />}
                        onClick={() => setWindows(windows.filter((_, n) => n !== at))}
                        className="ml-auto"
                      />
                    )}
                  </span>
                </li>
              ))}
            </ul>
            {windows.length < 14 && (
              <Button
                size="sm"
                icon={<Plus />}
                onClick={() => setWindows([...windows, fresh[mode]])}
                className="justify-self-start"
              >
                Add hours
              </Button>
            )}
            <Field label="Time zone" help="The node keeps to this clock, also through summer time.">
              {(control) => (
                <Select
                  {...control}
                  options={zones}
                  value={zone}
                  onChange={(event) => setZone(event.currentTarget.value)}
                />
              )}
            </Field>
            {problem ? (
              <p role="alert" className="text-danger text-xs">
                {problem}
              </p>
            ) : (
              <WeekStrip schedule={read.data ?? null} />
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

function Days({
  value,
  onChange,
  name,
}: {
  value: readonly number[];
  onChange: (days: number[]) => void;
  name: string;
}) {
  return (
    <fieldset className="inline-flex rounded-control border border-edge bg-well p-px">
      <legend className="sr-only">{name}, days</legend>
      {dayNames.map((day, at) => (
        <label
          key={day}
          className="relative grid h-7 w-9 place-items-center rounded-[5px] text-muted text-xs has-checked:bg-press has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:h-10"
        >
          <input
            type="checkbox"
            aria-label={day}
            checked={value.includes(at + 1)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...value, at + 1].sort() : value.filter((one) => one !== at + 1))
            }
            className="absolute inset-0 cursor-pointer appearance-none rounded-[5px] outline-none"
          />
          {day.slice(0, 2)}
        </label>
      ))}
    </fieldset>
  );
}

/** All zones this browser knows, with the one that is set even if it knows it not. */
const zoneOptions = (zone: string) => {
  const known = Intl.supportedValuesOf("timeZone");
  return [...new Set([zone, "UTC", ...known])].map((value) => ({ value, label: value.replaceAll("_", " ") }));
};
