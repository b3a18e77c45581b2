import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { api, dehydrated, getQueryClient } from "@/app/rsc";
import { AccountScreen } from "@/components/account/account-screen";
import { AccountSkeleton } from "@/components/account/account-skeleton";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { LoadBoundary } from "@/components/studio/load-boundary";
import { NodeStatus } from "@/components/studio/node-status";
import { parseTheme, themeCookie } from "@/components/ui/theme";
import { oauthNames } from "@/server/auth/config";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage({ searchParams }: { searchParams: Promise<{ error?: string }> }) {
  const queries = getQueryClient();
  const providers = oauthNames();
  void queries.prefetchQuery(api.account.sessions.queryOptions());
  void queries.prefetchQuery(api.account.tokens.queryOptions());
  if (providers.length > 0) void queries.prefetchQuery(api.account.linked.queryOptions());
  const { error } = await searchParams;
  const problem =
    error === "linked-elsewhere"
      ? "That outside account belongs to another person of this studio."
      : error
        ? "Linking did not work. Try again."
        : null;
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <Workspace topBar={<TopBar crumbs={[{ label: "Account" }]} node={<NodeStatus />} />} ground="surface">
      <HydrationBoundary state={dehydrated()}>
        <LoadBoundary title="Your account could not be loaded" fallback={<AccountSkeleton />}>
          <AccountScreen theme={theme} providers={providers} problem={problem} />
        </LoadBoundary>
      </HydrationBoundary>
    </Workspace>
  );
}
