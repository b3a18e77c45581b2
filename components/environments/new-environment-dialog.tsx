"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleHelp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { problemAt, problemElsewhere } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { type EnvironmentKind, environmentKinds, kindWords } from "@/contract/environment/kind";
import { KindDialog } from "./kind-dialog";

interface NewEnvironmentDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** A new place; then on to its page, where the plates go. */
export function NewEnvironmentDialog({ open, onOpenChange }: NewEnvironmentDialogProps) {
  const form = useId();
  const { id: projectId, href } = useProject();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const create = useMutation(
    trpc.environments.create.mutationOptions({
      onSuccess: ({ code }) => {
        void queries.invalidateQueries({ queryKey: trpc.environments.list.queryKey({ projectId }) });
        router.push(`${href}/environments/${code}`);
      },
    }),
  );
  const [kind, setKind] = useState<EnvironmentKind>("plate");
  const [asking, setAsking] = useState(false);
  const close = () => {
    setKind("plate");
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
      description: text("description"),
      kind,
    });
  };
  const problem = (field: string) => problemAt(create.error, field);
  const elsewhere = problemElsewhere(create.error, ["name", "code", "description", "kind"]);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title="New environment"
      size="sm"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            Create environment
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-4">
        <Field label="Name" error={problem("name")}>
          {(control) => (
            <Input {...control} name="name" required autoFocus autoComplete="off" placeholder="The tidal flats" />
          )}
        </Field>
        <Field label="Kind" help={`${kindWords[kind].about}. ${kindWords[kind].goodFor}`} error={problem("kind")}>
          {(control) => (
            <span className="flex gap-2">
              <Select
                {...control}
                value={kind}
                options={environmentKinds.map((value) => ({ value, label: kindWords[value].label }))}
                onChange={({ currentTarget: { value } }) =>
                  setKind(environmentKinds.find((one) => one === value) ?? "plate")
                }
              />
              <Button icon={<CircleHelp />} onClick={() => setAsking(true)}>
                Which kind?
              </Button>
            </span>
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
          help="What one sees, and where the light comes from."
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
      {asking && (
        <KindDialog
          onClose={() => setAsking(false)}
          onTake={(taken) => {
            setKind(taken);
            setAsking(false);
          }}
        />
      )}
    </Dialog>
  );
}
