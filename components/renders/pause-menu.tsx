"use client";
import { useMutation } from "@tanstack/react-query";
import { Pause } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useCan, useViewer } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-list";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import type { QueueLanes } from "./queue-entries";

const PauseDialog = lazy(() => import("./pause-dialog").then((file) => ({ default: file.PauseDialog })));
const jobs = (count: number) => `${count} ${count === 1 ? "job" : "jobs"}`;

/** Pause one's own work, or, for managers, the whole queue. What runs goes on; the same entry resumes. */
export function PauseMenu({ lanes }: { lanes: Pick<QueueLanes, "paused" | "people"> }) {
  const trpc = useTRPC();
  const can = useCan();
  const { userId } = useViewer();
  const [asking, setAsking] = useState(false);
  const options = { onError: refused };
  const pauseMine = useMutation(trpc.queue.pausePerson.mutationOptions(options));
  const resumeMine = useMutation(trpc.queue.resumePerson.mutationOptions(options));
  const pauseAll = useMutation(trpc.queue.pause.mutationOptions(options));
  const resumeAll = useMutation(trpc.queue.resume.mutationOptions(options));
  if (!can("queue passes")) return null;
  const mine = lanes.people.some(({ id }) => id === userId);
  const toggleMine = () =>
    mine
      ? resumeMine.mutate({}, { onSuccess: (done) => notify({ title: `Resumed your ${jobs(done.jobs)}` }) })
      : pauseMine.mutate(
          {},
          {
            onSuccess: (done) =>
              notify({ title: `Paused your ${jobs(done.jobs)} in line`, undo: () => resumeMine.mutate({}) }),
          },
        );
  const pause = (reason: string) =>
    pauseAll.mutateAsync({ reason }).then(() => {
      notify({
        title: "The whole queue is paused",
        description: "What runs goes on.",
        undo: () => resumeAll.mutate(),
      });
    });
  const resume = () => resumeAll.mutate(undefined, { onSuccess: () => notify({ title: "The queue goes on" }) });
  const items: MenuItem[] = [
    { key: "mine", label: mine ? "Resume my work" : "Pause my work", onSelect: toggleMine },
    ...(!can("run the queue")
      ? []
      : lanes.paused
        ? [{ key: "resume", label: "Resume the whole queue", onSelect: resume }]
        : [
            { key: "all", label: "Pause the whole queue", onSelect: () => void pause("").catch(() => {}) },
            { key: "why", label: "Pause it with a reason…", onSelect: () => setAsking(true) },
          ]),
  ];
  const busy = [pauseMine, resumeMine, pauseAll, resumeAll].some(({ isPending }) => isPending);
  return (
    <>
      <Menu
        label="Pause"
        align="end"
        items={items}
        trigger={(attributes) => (
          <Button {...attributes} size="sm" variant="quiet" icon={<Pause />} busy={busy}>
            Pause
          </Button>
        )}
      />
      {asking && (
        <Suspense fallback={null}>
          <PauseDialog onPause={pause} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}
