"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useViewer } from "@/components/studio/viewer";
import { type Output, useTRPC } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import { type ChecklistId, type ChecklistItem, checklistItems, seenSteps, stepLinks } from "./checklist";

type Project = Output["projects"]["list"][number];
type Preferences = { checklist?: string[]; checklistDismissed?: boolean };

export type Checklist = {
  items: ChecklistItem[];
  tick: (id: ChecklistId, done: boolean) => void;
  dismiss: () => void;
};

/**
 * The person's first steps; null once put away, or when `on` is false. Drawn at once with what is stored, so that nothing
 * moves when the rest arrives: until then its links lead to the sample's lists.
 */
export function useChecklist(projects: readonly Project[], on: boolean): Checklist | null {
  const trpc = useTRPC();
  const viewer = useViewer();
  const { preferences, change } = usePreferences();
  const dismissed = !on || preferences.checklistDismissed === true;
  const sample = projects.find(({ isSample }) => isSample);
  const { data } = useQuery({ ...trpc.projects.firstSteps.queryOptions(), enabled: !dismissed });

  const ticked = preferences.checklist ?? [];
  const seen = seenSteps({ verbs: data?.verbs ?? [], pairedNodes: data?.pairedNodes ?? 0 });
  // Written down, so that a deed that has left the end of the log stays ticked.
  const unwritten = dismissed ? "" : seen.filter((id) => !ticked.includes(id)).join(" ");
  useEffect(() => {
    if (unwritten !== "") change({ checklist: [...ticked, ...unwritten.split(" ")] });
  }, [unwritten]);

  if (dismissed || !viewer.team) return null;
  const links = stepLinks(data?.sample ?? (sample ? { slug: sample.slug, frames: [], characterCode: null } : null));
  return {
    items: checklistItems({ role: viewer.team.role, ticked, seen, links }),
    tick: (id, done) => change({ checklist: done ? [...ticked, id] : ticked.filter((one) => one !== id) }),
    dismiss: () => {
      change({ checklistDismissed: true });
      notify({ title: "The checklist is put away", undo: () => change({ checklistDismissed: false }) });
    },
  };
}

/** The viewer's own switches, changed at once and kept on the server. */
function usePreferences(): { preferences: Preferences; change: (changes: Preferences) => void } {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const viewer = useViewer();
  const options = trpc.account.viewer.queryOptions();
  const { data } = useQuery({ ...options, initialData: viewer });
  const put = (preferences: Preferences) =>
    queries.setQueryData(options.queryKey, (now) =>
      now ? { ...now, preferences: { ...now.preferences, ...preferences } } : now,
    );
  const save = useMutation(
    trpc.account.setPreferences.mutationOptions({
      onMutate: put,
      onError: (error) => {
        void queries.invalidateQueries({ queryKey: options.queryKey });
        refused(error);
      },
    }),
  );
  return { preferences: data?.preferences ?? {}, change: (changes) => save.mutate(changes) };
}
