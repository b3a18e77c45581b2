"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useViewer } from "@/components/studio/viewer";
import { type Output, useTRPC } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { Select } from "@/components/ui/select";
import type { Role } from "@/contract/roles";
import { grantable, mayTouch, roleLabel } from "./grantable";

type Member = Output["teams"]["members"][number];

/** One person with a role; whoever may, changes it in place. */
export function MemberRow({ member }: { member: Member }) {
  const viewer = useViewer();
  const mine = viewer.team?.role ?? "client";
  const may = mayTouch({ id: viewer.userId, role: mine }, member);
  const setRole = useSetRole(member);
  const [removing, setRemoving] = useState(false);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 py-2.5 sm:grid-cols-[auto_minmax(0,1fr)_auto_150px_80px]">
      <Avatar name={member.name} size={32} />
      <div className="grid min-w-0">
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">{member.name}</span>
          {member.id === viewer.userId && <Badge>you</Badge>}
        </span>
        <span className="truncate text-muted text-xs">{member.email ?? "no e-mail"}</span>
      </div>
      <span className="text-muted text-xs max-sm:hidden">
        {member.seenAt ? (
          <>
            seen <Ago at={member.seenAt} />
          </>
        ) : (
          "not seen yet"
        )}
      </span>
      {may.changeRole ? (
        <Select
          aria-label={`Role of ${member.name}`}
          value={member.role}
          options={grantable(mine)}
          onChange={({ target }) => setRole(target.value as Role)}
        />
      ) : (
        <span className="px-2.5 text-right sm:text-left">{roleLabel(member.role)}</span>
      )}
      {may.remove ? (
        <Button
          size="sm"
          variant="quiet"
          className="max-sm:col-start-3"
          aria-label={`Remove ${member.name}`}
          onClick={() => setRemoving(true)}
        >
          Remove
        </Button>
      ) : (
        <span className="max-sm:hidden" />
      )}
      <RemoveDialog member={member} open={removing} onClose={() => setRemoving(false)} />
    </li>
  );
}

/** Changes a role at once and offers the way back. */
function useSetRole({ id: userId, name, role: before }: Member): (role: Role) => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const key = trpc.teams.members.queryKey();
  const change = useMutation(
    trpc.teams.setRole.mutationOptions({
      onMutate: ({ role }) => {
        queries.setQueryData(key, (members) => members?.map((one) => (one.id === userId ? { ...one, role } : one)));
      },
      onError: (error) => {
        void queries.invalidateQueries({ queryKey: key });
        refused(error);
      },
    }),
  );
  return (role) =>
    change.mutate(
      { userId, role },
      {
        onSuccess: () =>
          notify({
            title: `${name} is now ${roleLabel(role).toLowerCase()}`,
            undo: () => change.mutate({ userId, role: before }),
          }),
      },
    );
}

function RemoveDialog({ member, open, onClose }: { member: Member; open: boolean; onClose: () => void }) {
  const trpc = useTRPC();
  const { team } = useViewer();
  const remove = useMutation(
    trpc.teams.removeMember.mutationOptions({
      onError: refused,
      onSuccess: () => {
        onClose();
        notify({ title: `${member.name} is no longer in ${team?.name ?? "the team"}` });
      },
    }),
  );
  return (
    <Dialog
      open={open}
      onOpenChange={(stays) => !stays && onClose()}
      size="sm"
      title={`Remove ${member.name}?`}
      description={`They lose access to ${team?.name ?? "the team"} at once and their personal tokens for it stop working. Their work, notes and approvals stay. To come back they need a new invitation.`}
      footer={
        <>
          <Button onClick={onClose}>Keep them</Button>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate({ userId: member.id })}>
            Remove from the team
          </Button>
        </>
      }
    />
  );
}
