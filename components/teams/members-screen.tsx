"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useCan, useViewer } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { InvitationList } from "./invitation-list";
import { InviteDialog } from "./invite-dialog";
import { MemberRow } from "./member-row";

/** The people of the team, their roles, and who is invited. */
export function MembersScreen() {
  const trpc = useTRPC();
  const can = useCan();
  const { team } = useViewer();
  const { data: members } = useSuspenseQuery(trpc.teams.members.queryOptions());
  const [inviting, setInviting] = useState(false);
  const mayInvite = can("invite people");
  useShortcuts("People", mayInvite ? { i: { label: "Invite somebody", run: () => setInviting(true) } } : {});
  return (
    <>
      <PageHeader
        title={team?.name ?? "People"}
        actions={
          mayInvite && (
            <Button variant="primary" icon={<UserPlus />} keys="i" onClick={() => setInviting(true)}>
              Invite somebody
            </Button>
          )
        }
      />
      <div className="grid max-w-4xl gap-10 px-4 pb-12 sm:px-6">
        <Section
          title="People"
          count={members.length}
          {...(mayInvite ? {} : { description: "A manager can invite people and change roles" })}
        >
          <ul className="border-y [&>li+li]:border-t">
            {members.map((member) => (
              <MemberRow key={member.id} member={member} />
            ))}
          </ul>
        </Section>
        {mayInvite && <InvitationList />}
      </div>
      {mayInvite && <InviteDialog open={inviting} onClose={() => setInviting(false)} />}
    </>
  );
}
