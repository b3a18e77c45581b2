"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";

type Mark = "read" | "unread" | "archived" | "kept";
const back = { read: "unread", unread: "read", archived: "kept", kept: "archived" } as const satisfies Record<
  Mark,
  Mark
>;

/** Marks items; what a person may regret says so with a way back. */
export function useInboxActs() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const mark = async (as: Mark, itemIds?: string[], said?: string): Promise<void> => {
    try {
      const { ids } = await client.inbox.mark.mutate({ as, ...(itemIds ? { itemIds } : {}) });
      if (said !== undefined && ids.length > 0)
        notify({ title: said, undo: () => void mark(back[as], ids.slice(0, 200)) });
    } catch (error) {
      notify({ title: error instanceof Error ? error.message : "Nothing was changed. Try again.", tone: "danger" });
    } finally {
      void queries.invalidateQueries(trpc.inbox.pathFilter());
    }
  };
  return mark;
}
