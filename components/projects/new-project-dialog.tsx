"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId } from "react";
import { problemAt, problemElsewhere } from "@/components/studio/problem";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { frameOf, frameRates, frameSizes, rateOf } from "./frame-rates";

interface NewProjectDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Name, logline and frame rate; then straight into the new project. */
export function NewProjectDialog({ open, onOpenChange }: NewProjectDialogProps) {
  const form = useId();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const create = useMutation(
    trpc.projects.create.mutationOptions({
      onSuccess: ({ slug }) => {
        void queries.invalidateQueries({ queryKey: trpc.projects.list.queryKey() });
        router.push(`/p/${slug}`);
      },
    }),
  );
  const close = () => {
    create.reset();
    onOpenChange(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const text = (name: string) => String(values.get(name) ?? "").trim();
    create.mutate({
      name: text("name"),
      description: text("description"),
      ...rateOf(text("rate")),
      ...frameOf(text("frame")),
    });
  };
  const elsewhere = problemElsewhere(create.error, ["name", "description", "fpsNum"]);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title="New project"
      size="sm"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            Create project
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <Field label="Name" error={problemAt(create.error, "name")}>
          {(control) => <Input {...control} name="name" required autoFocus autoComplete="off" placeholder="Low Tide" />}
        </Field>
        <Field
          label="Description"
          optional
          help="One or two sentences everyone who joins will read first."
          error={problemAt(create.error, "description")}
        >
          {(control) => <Textarea {...control} name="description" />}
        </Field>
        <Field
          label="Frame rate"
          help="Durations are counted in whole frames of this rate. It cannot be changed later."
          error={problemAt(create.error, "fpsNum")}
        >
          {(control) => <Select {...control} name="rate" options={frameRates} defaultValue="24/1" />}
        </Field>
        <Field
          label="Frame size"
          help="What the film is delivered in, in pixels. The settings take any other size, too."
        >
          {(control) => <Select {...control} name="frame" options={frameSizes} defaultValue={frameSizes[0].value} />}
        </Field>
        {elsewhere && (
          <p role="alert" className="text-danger text-xs">
            {elsewhere}
          </p>
        )}
      </form>
    </Dialog>
  );
}
