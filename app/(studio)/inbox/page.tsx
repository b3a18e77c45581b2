import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { answered, api, dehydrated, getQueryClient } from "@/app/rsc";
import { inboxInput, inboxTab } from "@/components/inbox/inbox-input";
import { InboxScreen } from "@/components/inbox/inbox-screen";
import { InboxSkeleton } from "@/components/inbox/inbox-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";

type Props = { searchParams: Promise<{ tab?: string }> };

export const metadata: Metadata = { title: "Inbox" };

export default async function InboxPage({ searchParams }: Props) {
  const tab = inboxTab((await searchParams).tab ?? "");
  const ready = await answered(getQueryClient().prefetchQuery(api.inbox.list.queryOptions(inboxInput(tab))));
  return (
    <Workspace topBar={<TopBar crumbs={[{ label: "Inbox" }]} node={<NodeStatus />} />}>
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary ready={ready} title="The inbox could not be loaded" fallback={<InboxSkeleton />}>
          <InboxScreen />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
