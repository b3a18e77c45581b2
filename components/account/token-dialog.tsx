"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { CopyLine } from "@/components/ui/copy-line";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { fieldError, formError } from "./field-error";

const lifetimes = [
  { value: "7", label: "A week" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "366", label: "A year" },
];

/** Make a token; its secret is shown here once and nowhere else. */
export function TokenDialog({
  open,
  onClose,
  onCreated,
}: {
  open: boolean;
  onClose: () => void;
  onCreated: () => void;
}) {
  const trpc = useTRPC();
  const id = useId();
  const create = useMutation(trpc.account.createToken.mutationOptions({ onSuccess: onCreated }));
  const close = () => {
    onClose();
    create.reset();
  };
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    create.mutate({
      name: String(data.get("name") ?? ""),
      scopes: data.get("scope") === "write" ? ["read", "write"] : ["read"],
      days: Number(data.get("days")),
    });
  };
  const made = create.data?.secret;
  const problem = formError(create.error, ["name"]);
  return (
    <Dialog
      open={open}
      onOpenChange={(stays) => !stays && close()}
      title={made ? "Your new token" : "Create a token"}
      description={made ? "Copy it now: it is not shown again." : "A script that carries it acts as you in this team."}
      footer={
        made ? (
          <Button variant="primary" onClick={close}>
            I have copied it
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="primary" type="submit" form={id} busy={create.isPending}>
              Create the token
            </Button>
          </>
        )
      }
    >
      {made ? (
        <CopyLine label="token" value={made} />
      ) : (
        <form id={id} onSubmit={send} className="grid gap-4">
          <Field label="Name" help="What uses it, e.g. “nightly backup”" error={fieldError(create.error, "name")}>
            {(control) => <Input {...control} name="name" required maxLength={60} autoFocus />}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="May">
              {(control) => (
                <Select
                  {...control}
                  name="scope"
                  options={[
                    { value: "read", label: "Only read" },
                    { value: "write", label: "Read and write" },
                  ]}
                />
              )}
            </Field>
            <Field label="Ends after">
              {(control) => <Select {...control} name="days" defaultValue="90" options={lifetimes} />}
            </Field>
          </div>
          {problem && (
            <p role="alert" className="text-danger">
              {problem}
            </p>
          )}
        </form>
      )}
    </Dialog>
  );
}
