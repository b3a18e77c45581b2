"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId } from "react";
import { problemAt, problemElsewhere } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { tierIds, tierOptions } from "./tiers";

interface NewCharacterDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const fields = ["name", "code", "tier", "triggerWord", "description"];

/** A new person of the film; then on to the package, where the pictures go. */
export function NewCharacterDialog({ open, onOpenChange }: NewCharacterDialogProps) {
  const form = useId();
  const { id: projectId, href } = useProject();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const create = useMutation(
    trpc.characters.create.mutationOptions({
      onSuccess: ({ code }) => {
        void queries.invalidateQueries({ queryKey: trpc.characters.list.queryKey({ projectId }) });
        router.push(`${href}/profiles/${code}`);
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
      projectId,
      name: text("name"),
      ...(text("code") === "" ? {} : { code: text("code") }),
      tier: tierIds.find((tier) => tier === text("tier")) ?? "support",
      triggerWord: text("triggerWord") === "" ? null : text("triggerWord"),
      description: text("description"),
    });
  };
  const elsewhere = problemElsewhere(create.error, fields);
  const problem = (field: string) => problemAt(create.error, field);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title="New character"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            Create character
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-[1fr_160px]">
          <Field label="Name" error={problem("name")}>
            {(control) => (
              <Input {...control} name="name" required autoFocus autoComplete="off" placeholder="Mara Voss" />
            )}
          </Field>
          <Field label="Tier" error={problem("tier")}>
            {(control) => <Select {...control} name="tier" options={tierOptions} defaultValue="support" />}
          </Field>
        </div>
        <Field
          label="Trigger word"
          optional
          help="The word in a prompt that summons this character, such as mara_character. No two characters of a project share one."
          error={problem("triggerWord")}
        >
          {(control) => (
            <Input {...control} name="triggerWord" className="code" autoComplete="off" spellCheck={false} />
          )}
        </Field>
        <Field
          label="Code"
          optional
          help="For file names and addresses. Left empty: the name in capitals."
          error={problem("code")}
        >
          {(control) => <Input {...control} name="code" className="code" autoComplete="off" spellCheck={false} />}
        </Field>
        <Field
          label="Description"
          optional
          help="Who this is and how one knows them: age, build, hair, clothes."
          error={problem("description")}
        >
          {(control) => <Textarea {...control} name="description" />}
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
