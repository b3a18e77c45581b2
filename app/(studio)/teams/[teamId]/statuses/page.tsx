import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { StatusesScreen } from "@/components/statuses/statuses-screen";
import { NodeStatus } from "@/components/studio/node-status";
import { requireViewer } from "@/server/auth/session";

export const metadata: Metadata = { title: "Statuses" };

/** Only the team in hand: another team's number finds nothing, member or not. */
export default async function StatusesPage({ params }: { params: Promise<{ teamId: string }> }) {
  const { teamId } = await params;
  const { team } = await requireViewer();
  if (!team || team.id !== teamId) notFound();
  return (
    <Workspace topBar={<TopBar crumbs={[{ label: "Statuses" }]} node={<NodeStatus />} />} ground="surface">
      <StatusesScreen />
    </Workspace>
  );
}
