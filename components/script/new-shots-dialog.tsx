"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useProject } from "@/components/studio/project";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { framesFrom, timeOf } from "@/contract/script/frame-time";

interface NewShotsDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Codes of the sequences there are, the last one last. */
  sequences: readonly string[];
}

/** One shot or a range of them at the end of a sequence. */
export function NewShotsDialog({ open, onOpenChange, sequences }: NewShotsDialogProps) {
  const form = useId();
  const close = () => onOpenChange(false);
  const { create, duration, setDuration, submit, frames, fieldError, fps } = useNewShots(close);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New shots"
      size="sm"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            Create shots
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <Field label="Sequence" help="A new code makes a new sequence." error={fieldError("sequence")}>
          {(control) => (
            <>
              <Input
                {...control}
                name="sequence"
                list={`${form}-sequences`}
                defaultValue={sequences.at(-1) ?? "SQ010"}
                className="code"
                autoComplete="off"
              />
              <datalist id={`${form}-sequences`}>
                {sequences.map((code) => (
                  <option key={code} value={code} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Field label="Shots" help="One code or a range. Left empty: the next free code." error={fieldError("shots")}>
          {(control) => (
            <Input
              {...control}
              name="shots"
              placeholder="SH0010-SH0050"
              className="code"
              autoComplete="off"
              autoFocus
            />
          )}
        </Field>
        <Field
          label="Duration of each"
          help={frames === undefined ? "Frames, or seconds as “2 s”." : `${frames} frames · ${timeOf(frames, fps)}`}
          error={fieldError("durationFrames")}
        >
          {(control) => (
            <Input
              {...control}
              value={duration}
              onChange={(event) => setDuration(event.currentTarget.value)}
              className="num"
              autoComplete="off"
            />
          )}
        </Field>
        <Field label="Description" optional error={fieldError("description")}>
          {(control) => <Input {...control} name="description" />}
        </Field>
        {create.error && !fieldError("sequence") && !fieldError("shots") && !fieldError("description") && (
          <p role="alert" className="text-danger text-xs">
            {create.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}

function useNewShots(close: () => void) {
  const { id: projectId, fpsNum, fpsDen } = useProject();
  const fps = fpsNum / fpsDen;
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const [duration, setDuration] = useState("48");
  const [refused, setRefused] = useState(false);
  const frames = framesFrom(duration, fps);
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.script.shots.queryKey({ projectId }) });
  const create = useMutation(
    trpc.script.createShots.mutationOptions({
      onSuccess: (made) => {
        void refresh();
        close();
        const undo = () =>
          void Promise.all(made.map(({ id }) => client.script.updateShot.mutate({ shotId: id, archived: true }))).then(
            refresh,
          );
        notify({ title: made.length === 1 ? `Created ${made[0]?.code}` : `Created ${made.length} shots`, undo });
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setRefused(frames === undefined);
    if (frames === undefined) return;
    const values = new FormData(event.currentTarget);
    const text = (name: string) => String(values.get(name) ?? "").trim();
    create.mutate({
      projectId,
      sequence: text("sequence"),
      shots: text("shots"),
      description: text("description"),
      durationFrames: frames,
    });
  };
  const fieldError = (name: string): string | undefined => {
    if (name === "durationFrames" && refused && frames === undefined)
      return "Write whole frames like 48, or seconds like 2 s.";
    return create.error?.data?.field === name ? create.error.message : undefined;
  };
  return { create, duration, setDuration, submit, frames, fieldError, fps };
}
