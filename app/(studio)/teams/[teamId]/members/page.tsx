import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { api, dehydrated, getQueryClient } from "@/app/rsc";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";
import { MembersScreen } from "@/components/teams/members-screen";
import { MembersSkeleton } from "@/components/teams/members-skeleton";
import { can } from "@/contract/roles";
import { requireViewer } from "@/server/auth/session";

export const metadata: Metadata = { title: "People" };

/** Only the team in hand: another team's number finds nothing, member or not. */
export default async function MembersPage({ params }: { params: Promise<{ teamId: string }> }) {
  const { teamId } = await params;
  const { team } = await requireViewer();
  if (!team || team.id !== teamId) notFound();
  const queries = getQueryClient();
  void queries.prefetchQuery(api.teams.members.queryOptions());
  if (can(team.role, "invite people")) void queries.prefetchQuery(api.teams.invitations.queryOptions());
  return (
    <Workspace topBar={<TopBar crumbs={[{ label: "People" }]} node={<NodeStatus />} />} ground="surface">
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary title="The people could not be loaded" fallback={<MembersSkeleton team={team.name} />}>
          <MembersScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
