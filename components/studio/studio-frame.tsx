"use client";
import { useQuery } from "@tanstack/react-query";
import { CalendarCheck, Clapperboard, Inbox, ListVideo, Server } from "lucide-react";
import type { ReactNode } from "react";
import { AccountMenu } from "@/components/shell/account-menu";
import { AppShell } from "@/components/shell/app-shell";
import type { PaletteItem } from "@/components/shell/palette-store";
import { RailBadge } from "@/components/shell/rail-badge";
import type { RailEntry } from "@/components/shell/rail-link";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { OfflineBanner } from "@/components/ui/offline-banner";
import type { Theme } from "@/components/ui/theme";
import { useLive } from "@/components/use-live";
import { SignOut } from "./sign-out";
import { useVisit } from "./use-visit";
import { useCan, useViewer } from "./viewer";

const groups = { project: "Projects", shot: "Shots", character: "Characters", environment: "Environments" } as const;

/** Everything around a page of the studio: rail, palette, live stream, toasts. */
export function StudioFrame({ seq, theme, children }: { seq: number; theme: Theme; children: ReactNode }) {
  const viewer = useViewer();
  const can = useCan();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const connected = useLive(seq);
  useVisit();
  const queue = useQuery({ ...trpc.renders.pulse.queryOptions(), enabled: can("queue passes") });
  const unread = useQuery(trpc.inbox.unread.queryOptions()).data ?? 0;
  const busy = (queue.data?.counts.running ?? 0) + (queue.data?.counts.waiting ?? 0);

  const rail: RailEntry[] = [
    { href: "/", label: "Today", icon: <CalendarCheck />, keys: "g t" },
    { href: "/projects", label: "Projects", icon: <Clapperboard />, keys: "g p", also: ["/p"] },
    {
      href: "/inbox",
      label: "Inbox",
      icon: <Inbox />,
      keys: "g i",
      ...(unread > 0 ? { badge: <RailBadge count={unread} label={`${unread} unread`} /> } : {}),
    },
    ...(can("queue passes")
      ? [
          {
            href: "/renders",
            label: "Queue",
            icon: <ListVideo />,
            keys: "g q",
            ...(busy > 0 ? { badge: <RailBadge count={busy} label={`${busy} jobs in the queue`} /> } : {}),
          },
        ]
      : []),
    ...(can("see nodes") ? [{ href: "/nodes", label: "Nodes", icon: <Server />, keys: "g n" }] : []),
  ];
  const links = [
    { href: "/account", label: "Account" },
    ...(viewer.team ? [{ href: `/teams/${viewer.team.id}/members`, label: `People of ${viewer.team.name}` }] : []),
    ...(viewer.team && can("change statuses")
      ? [{ href: `/teams/${viewer.team.id}/statuses`, label: "Statuses" }]
      : []),
  ];
  const places: Pick<RailEntry, "href" | "label" | "keys">[] = [...rail, ...links];
  const pages = places.map(
    ({ href, label, keys }): PaletteItem => ({ id: href, label, group: "Go to", href, ...(keys ? { keys } : {}) }),
  );
  const search = async (text: string, signal: AbortSignal): Promise<PaletteItem[]> => {
    const hits = await client.activity.search.query({ text }, { signal });
    return hits.map((hit) => ({
      id: hit.id,
      label: hit.title,
      hint: hit.detail,
      group: groups[hit.kind],
      href: hit.href,
    }));
  };
  return (
    <AppShell
      rail={rail}
      palette={{ items: pages, search }}
      account={
        <AccountMenu
          name={viewer.name}
          {...(viewer.email ? { email: viewer.email } : {})}
          theme={theme}
          links={links}
          signOut={
            <SignOut className="flex h-8 w-full items-center rounded-control px-2 hover:bg-hover pointer-coarse:h-11" />
          }
        />
      }
    >
      <OfflineBanner connected={connected} />
      {children}
    </AppShell>
  );
}
