"use client";
import { useMutation } from "@tanstack/react-query";
import { type Output, useTRPC } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";

export type QueueJob = Output["renders"]["queue"]["running"][number];

/** What can be done to a job from the queue. Live events redraw the lanes; nothing here guesses. */
export function useQueueActs() {
  const trpc = useTRPC();
  const retry = useMutation(trpc.renders.retry.mutationOptions({ onError: refused }));
  const cancel = useMutation(trpc.renders.cancel.mutationOptions({ onError: refused }));
  const allowRough = useMutation(trpc.renders.allowRough.mutationOptions({ onError: refused }));
  const resume = useMutation(trpc.nodes.resume.mutationOptions({ onError: refused }));
  const raise = useMutation(trpc.queue.raise.mutationOptions({ onError: refused }));
  const move = useMutation(trpc.queue.move.mutationOptions({ onError: refused }));
  const hold = useMutation(trpc.queue.hold.mutationOptions({ onError: refused }));
  const letGo = useMutation(trpc.queue.letGo.mutationOptions({ onError: refused }));
  const resumeQueue = useMutation(trpc.queue.resume.mutationOptions({ onError: refused }));
  const resumePerson = useMutation(trpc.queue.resumePerson.mutationOptions({ onError: refused }));
  const busy = (job: QueueJob) =>
    [retry, cancel, allowRough, raise, hold, letGo].some((act) => act.isPending && act.variables?.jobId === job.id);
  return {
    busy,
    resuming: resume.isPending || resumeQueue.isPending || resumePerson.isPending,
    resumeQueue: () => resumeQueue.mutate(),
    resumePerson: (job: QueueJob) => resumePerson.mutate({ userId: job.who.id }),
    letGo: (job: QueueJob) => letGo.mutate({ jobId: job.id }),
    hold: (job: QueueJob) =>
      hold.mutate(
        { jobId: job.id },
        { onSuccess: () => notify({ title: `Held “${job.title}”`, undo: () => letGo.mutate({ jobId: job.id }) }) },
      ),
    raise: (job: QueueJob) =>
      raise.mutate(
        { jobId: job.id },
        {
          onSuccess: ({ back }) =>
            notify({
              title: `“${job.title}” goes next`,
              ...(back && { undo: () => move.mutate({ jobId: job.id, ...back }) }),
            }),
        },
      ),
    retry: (job: QueueJob) => retry.mutate({ jobId: job.id }),
    allowRough: (job: QueueJob) => allowRough.mutate({ jobId: job.id }),
    resume: (nodeId: string) => resume.mutate({ nodeId }),
    cancel: (job: QueueJob) =>
      cancel.mutate(
        { jobId: job.id },
        {
          onSuccess: ({ stopping }) =>
            stopping
              ? notify({
                  title: `Stopping “${job.title}”`,
                  description: "Its node hears of it with its next sign of life.",
                })
              : notify({ title: `Cancelled “${job.title}”`, undo: () => retry.mutate({ jobId: job.id }) }),
        },
      ),
  };
}

export type QueueActs = ReturnType<typeof useQueueActs>;
