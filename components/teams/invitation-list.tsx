"use client";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { Section } from "@/components/ui/section";
import { untilWords } from "@/components/ui/time-words";
import { useNow } from "@/components/ui/use-now";
import { roleLabel } from "./grantable";

/** Invitations nobody has taken yet. Their links were shown once and are not kept. */
export function InvitationList() {
  const trpc = useTRPC();
  const now = useNow(60_000);
  const { data: open } = useSuspenseQuery(trpc.teams.invitations.queryOptions());
  const revoke = useMutation(
    trpc.teams.revokeInvitation.mutationOptions({
      onError: refused,
      onSuccess: () => notify({ title: "The invitation is withdrawn", description: "Its link no longer works." }),
    }),
  );
  if (open.length === 0) return null;
  return (
    <Section
      title="Open invitations"
      count={open.length}
      description="A link is shown once. Lost it? Withdraw the invitation and make a new one."
    >
      <ul className="border-y [&>li+li]:border-t">
        {open.map(({ id, role, note, expiresAt, createdBy }) => (
          <li key={id} className="flex items-center gap-3 py-2">
            <div className="grid min-w-0 flex-1">
              <span className="truncate">
                {roleLabel(role)}
                {note && <span className="text-muted"> · {note}</span>}
              </span>
              <span className="text-muted text-xs" suppressHydrationWarning>
                by {createdBy} · ends {untilWords(expiresAt, now)}
              </span>
            </div>
            <Button
              size="sm"
              variant="quiet"
              busy={revoke.isPending && revoke.variables?.invitationId === id}
              onClick={() => revoke.mutate({ invitationId: id })}
            >
              Withdraw
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
