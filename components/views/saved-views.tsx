"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-list";
import { notify } from "@/components/ui/notify";

import type { FilterInUse } from "./filter-in-use";

const SaveViewDialog = lazy(() => import("./save-view-dialog").then((file) => ({ default: file.SaveViewDialog })));

interface SavedViewsProps extends FilterInUse {
  onApply: (query: string) => void;
}

/** My filters and those others share: choose, save the one in use, forget one (with undo). */
export function SavedViews({ projectId, area, query, onApply }: SavedViewsProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const [saving, setSaving] = useState(false);
  const { data: views = [] } = useQuery(trpc.views.list.queryOptions({ projectId, area }));
  const now = views.find((view) => view.query === query && query !== "");
  const refresh = () => void queries.invalidateQueries(trpc.views.list.queryFilter({ projectId, area }));
  const forget = async (viewId: string, name: string) => {
    try {
      const kept = await client.views.remove.mutate({ viewId });
      notify({
        title: `Forgot the filter “${name}”`,
        undo: () => void client.views.save.mutate(kept).then(refresh),
      });
    } catch (error) {
      notify({ title: error instanceof Error ? error.message : "The filter was not forgotten.", tone: "danger" });
    }
    refresh();
  };
  const entry = ({ id, name, query: text }: (typeof views)[number]): MenuItem => ({
    key: id,
    label: name,
    checked: text === query,
    onSelect: () => onApply(text),
  });
  const mine = views.filter((view) => view.mine);
  const shared = views.filter((view) => !view.mine);
  const items: MenuItem[] = [
    ...mine.map(entry),
    ...(shared.length > 0 ? [{ key: "shared", separator: true as const, label: "Shared by others" }] : []),
    ...shared.map(entry),
    ...(views.length > 0 ? [{ key: "acts", separator: true as const }] : []),
    {
      key: "save",
      label: "Save this filter…",
      onSelect: () => setSaving(true),
      ...(query === "" ? { blocked: "Filter the list first, then save it." } : {}),
    },
    ...(now?.mine
      ? [{ key: "forget", label: `Forget “${now.name}”`, danger: true, onSelect: () => void forget(now.id, now.name) }]
      : []),
  ];
  return (
    <>
      <Menu
        label="Saved filters"
        align="end"
        items={items}
        trigger={(attributes) => (
          <Button {...attributes} icon={<Bookmark />}>
            {now?.name ?? "Saved"}
          </Button>
        )}
      />
      {saving && (
        <Suspense fallback={null}>
          <SaveViewDialog
            projectId={projectId}
            area={area}
            query={query}
            onClose={() => setSaving(false)}
            onSaved={refresh}
          />
        </Suspense>
      )}
    </>
  );
}
