"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useCan } from "@/components/studio/viewer";
import { useTRPC } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";

/** Pause one's own work, or, for managers, the whole queue. What runs goes on; the same button resumes. */
export function PauseButtons() {
  const trpc = useTRPC();
  const can = useCan();
  const { data } = useQuery(trpc.queue.switches.queryOptions());
  const options = { onError: refused };
  const pauseMine = useMutation(trpc.queue.pausePerson.mutationOptions(options));
  const resumeMine = useMutation(trpc.queue.resumePerson.mutationOptions(options));
  const pauseAll = useMutation(trpc.queue.pause.mutationOptions(options));
  const resumeAll = useMutation(trpc.queue.resume.mutationOptions(options));
  if (!can("queue passes")) return null;
  const jobs = (count: number) => `${count} ${count === 1 ? "job" : "jobs"}`;
  const toggleMine = () =>
    data?.mine
      ? resumeMine.mutate({}, { onSuccess: (done) => notify({ title: `Resumed your ${jobs(done.jobs)}` }) })
      : pauseMine.mutate(
          {},
          {
            onSuccess: (done) =>
              notify({ title: `Paused your ${jobs(done.jobs)} in line`, undo: () => resumeMine.mutate({}) }),
          },
        );
  const toggleAll = () =>
    data?.paused
      ? resumeAll.mutate(undefined, { onSuccess: () => notify({ title: "The queue goes on" }) })
      : pauseAll.mutate(
          {},
          { onSuccess: () => notify({ title: "The whole queue is paused", undo: () => resumeAll.mutate() }) },
        );
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        disabled={!data}
        busy={pauseMine.isPending || resumeMine.isPending}
        onClick={toggleMine}
      >
        {data?.mine ? "Resume mine" : "Pause mine"}
      </Button>
      {can("run the queue") && (
        <Button
          size="sm"
          variant="quiet"
          disabled={!data}
          busy={pauseAll.isPending || resumeAll.isPending}
          onClick={toggleAll}
        >
          {data?.paused ? "Resume the queue" : "Pause the queue"}
        </Button>
      )}
    </>
  );
}
