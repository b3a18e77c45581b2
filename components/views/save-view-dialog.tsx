"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import type { FilterInUse } from "./filter-in-use";

type Props = FilterInUse & { onClose: () => void; onSaved: () => void };

/** A name for the filter in use, and whether the others see it too. */
export function SaveViewDialog({ projectId, area, query, onClose, onSaved }: Props) {
  const form = useId();
  const trpc = useTRPC();
  const mayShare = useCan()("edit shots");
  const save = useMutation(
    trpc.views.save.mutationOptions({
      onSuccess: (_, { name }) => {
        onSaved();
        onClose();
        notify({ title: `Saved the filter “${name}”` });
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    save.mutate({
      projectId,
      area,
      query,
      name: String(values.get("name") ?? "").trim(),
      shared: values.get("shared") !== null,
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Save this filter"
      description={<span className="code">{query}</span>}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={save.isPending}>
            Save filter
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <Field label="Name" error={save.error?.message}>
          {(control) => <Input {...control} name="name" autoFocus autoComplete="off" maxLength={80} />}
        </Field>
        {mayShare && <Checkbox name="shared" label="Everybody in the project sees it" />}
      </form>
    </Dialog>
  );
}
