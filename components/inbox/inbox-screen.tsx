"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CheckCheck, Inbox } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useAddress } from "@/components/studio/use-address";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Segmented } from "@/components/ui/segmented";
import { type InboxTab, inboxInput, inboxTab, inboxTabs } from "./inbox-input";
import { InboxRow } from "./inbox-row";
import { useInboxActs } from "./use-inbox-acts";

const empty: Record<InboxTab, { title: string; body: string }> = {
  all: {
    title: "Nothing here yet.",
    body: "You hear of it here when somebody names you with @, gives you a shot, or changes what you follow.",
  },
  unread: { title: "You have read everything.", body: "What comes next appears here by itself." },
  archived: { title: "Nothing is archived.", body: "Archive what is settled; it stays findable here." },
};

const more = 50;

/** What concerns me, newest first. Arrows move, Enter opens, u turns read and unread, Del archives. */
export function InboxScreen() {
  const trpc = useTRPC();
  const router = useRouter();
  const address = useAddress();
  const tab = inboxTab(address.get("tab"));
  const [limit, setLimit] = useState(more);
  const { data: items = [] } = useQuery({
    ...trpc.inbox.list.queryOptions(inboxInput(tab, Math.min(limit, 100))),
    // The list of the tab before stands until the new one is here: nothing blinks.
    placeholderData: keepPreviousData,
    throwOnError: true,
  });
  const unread = useQuery(trpc.inbox.unread.queryOptions()).data ?? 0;
  const mark = useInboxActs();
  const list = useRef<HTMLOListElement>(null);
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-item]") ?? [])];
  const focused = () => rows().findIndex((row) => row.contains(document.activeElement));
  const go = (by: number) => rows()[Math.max(0, Math.min(items.length - 1, focused() + by))]?.focus();
  const here = () => items[focused()];
  const archive = (id: string) =>
    void mark(tab === "archived" ? "kept" : "archived", [id], tab === "archived" ? "Back in the inbox" : "Archived");
  useShortcuts("Inbox", {
    ArrowDown: { label: "Next", run: () => go(1), repeat: true },
    ArrowUp: { label: "Previous", run: () => go(focused() < 0 ? 1 : -1), repeat: true },
    u: {
      label: "Read or unread",
      run: () => {
        const item = here();
        if (item) void mark(item.readAt === null ? "read" : "unread", [item.id]);
      },
    },
    Delete: {
      label: tab === "archived" ? "Back to the inbox" : "Archive",
      run: () => {
        const item = here();
        if (item) archive(item.id);
      },
    },
  });
  return (
    <div className="mx-auto w-full max-w-3xl pb-12">
      <PageHeader
        title="Inbox"
        actions={
          <>
            <Segmented
              label="Which"
              value={tab}
              options={Object.entries(inboxTabs).map(([value, label]) => ({ value: value as InboxTab, label }))}
              onChange={(next) => address.set({ tab: next === "all" ? null : next })}
            />
            {unread > 0 && tab !== "archived" && (
              <Button icon={<CheckCheck />} onClick={() => void mark("read", undefined, "Everything is read")}>
                Mark all read
              </Button>
            )}
          </>
        }
      />
      {items.length === 0 ? (
        <EmptyState size="page" icon={<Inbox />} title={empty[tab].title} body={empty[tab].body} />
      ) : (
        <ol ref={list} aria-label={inboxTabs[tab]} className="border-y px-0 sm:px-2 [&>li+li]:border-t">
          {items.map((item, n) => (
            <InboxRow
              key={item.id}
              item={item}
              tabIndex={n === 0 ? 0 : -1}
              archived={tab === "archived"}
              onOpen={() => {
                if (item.readAt === null) void mark("read", [item.id]);
                if (item.href) router.push(item.href);
              }}
              onArchive={() => archive(item.id)}
            />
          ))}
        </ol>
      )}
      {items.length >= limit && limit < 100 && (
        <div className="grid justify-items-center pt-4">
          <Button onClick={() => setLimit((now) => now + more)}>Show older</Button>
        </div>
      )}
    </div>
  );
}
