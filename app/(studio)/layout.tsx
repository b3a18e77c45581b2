import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Providers } from "@/components/providers";
import { makeQueryClient } from "@/components/query-client";
import { StatusesProvider } from "@/components/statuses/statuses";
import { StudioFrame } from "@/components/studio/studio-frame";
import { ViewerProvider } from "@/components/studio/viewer";
import { parseTheme, themeCookie } from "@/components/ui/theme";
import { can } from "@/contract/roles";
import { requireViewer } from "@/server/auth/session";
import { api } from "../rsc";

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  if (!viewer.team) redirect("/sign-in?error=no-team");
  const { role } = viewer.team;
  // What the rail and the top bar say: with the page, or they would push their neighbours aside later. In a client of
  // their own, so that the page's answers do not travel twice.
  const queries = makeQueryClient();
  const [jar] = await Promise.all([
    cookies(),
    queries.prefetchQuery(api.inbox.unread.queryOptions()),
    queries.prefetchQuery(api.statuses.list.queryOptions()),
    can(role, "queue passes") && queries.prefetchQuery(api.renders.pulse.queryOptions()),
    can(role, "see nodes") && queries.prefetchQuery(api.nodes.glance.queryOptions()),
  ]);
  return (
    <Providers>
      <ViewerProvider viewer={viewer}>
        <HydrationBoundary state={dehydrate(queries)}>
          <StatusesProvider>
            <StudioFrame seq={viewer.seq} theme={parseTheme(jar.get(themeCookie)?.value)}>
              {children}
            </StudioFrame>
          </StatusesProvider>
        </HydrationBoundary>
      </ViewerProvider>
    </Providers>
  );
}
