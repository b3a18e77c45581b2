"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { useViewer } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { CopyLine } from "@/components/ui/copy-line";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type Role, roles } from "@/contract/roles";
import { grantable } from "./grantable";

/** Choose a role, get a link. The link is shown here once. */
export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const id = useId();
  const mine = useViewer().team?.role ?? "client";
  const invite = useMutation(trpc.teams.invite.mutationOptions());
  const close = () => {
    onClose();
    invite.reset();
  };
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const role = roles.find((one) => one === data.get("role")) ?? "artist";
    invite.mutate({ role, note: String(data.get("note") ?? "") });
  };
  const made = invite.data;
  return (
    <Dialog
      open={open}
      onOpenChange={(stays) => !stays && close()}
      title={made ? "Send this link" : "Invite somebody"}
      description={
        made
          ? "It lets one person in, works for seven days and is not shown again. Nothing was sent: pass it on yourself."
          : "You get a link that lets one person in with this role."
      }
      footer={
        made ? (
          <Button variant="primary" onClick={close}>
            I have copied it
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="primary" type="submit" form={id} busy={invite.isPending}>
              Make the link
            </Button>
          </>
        )
      }
    >
      {made ? (
        <CopyLine label="invitation link" value={`${window.location.origin}/invite/${made.token}`} />
      ) : (
        <form id={id} onSubmit={send} className="grid gap-4">
          <RoleChoice mine={mine} />
          <Field label="Note" optional help="For you, to tell open invitations apart, e.g. “Mei, colour”">
            {(control) => <Input {...control} name="note" maxLength={200} />}
          </Field>
          {invite.error && (
            <p role="alert" className="text-danger">
              {invite.error.message}
            </p>
          )}
        </form>
      )}
    </Dialog>
  );
}

function RoleChoice({ mine }: { mine: Role }) {
  return (
    <fieldset className="grid">
      <legend className="mb-1 font-medium text-sm">Role</legend>
      {grantable(mine).map(({ value, label, help }) => (
        <label
          key={value}
          className="flex items-start gap-2.5 rounded-control px-2 py-1.5 hover:bg-hover has-checked:bg-selected pointer-coarse:min-h-11"
        >
          <input
            type="radio"
            name="role"
            value={value}
            defaultChecked={value === "artist"}
            {...(value === "artist" ? { "data-autofocus": true } : {})}
            className="mt-1 accent-accent-fill"
          />
          <span className="grid">
            <span>{label}</span>
            <span className="text-muted text-xs">{help}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
