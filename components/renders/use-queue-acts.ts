"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";

export type QueueJob = Output["renders"]["queue"]["running"][number];

/** What can be done to one job. Live events redraw the lanes; nothing here guesses. */
export function useQueueActs() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const retry = useMutation(trpc.renders.retry.mutationOptions({ onError: refused }));
  const cancel = useMutation(trpc.renders.cancel.mutationOptions({ onError: refused }));
  const allowRough = useMutation(trpc.renders.allowRough.mutationOptions({ onError: refused }));
  const tryNow = useMutation(trpc.renders.tryNow.mutationOptions({ onError: refused }));
  const resume = useMutation(trpc.nodes.resume.mutationOptions({ onError: refused }));
  const raise = useMutation(trpc.queue.raise.mutationOptions({ onError: refused }));
  const move = useMutation(trpc.queue.move.mutationOptions({ onError: refused }));
  const many = useMutation(trpc.queue.many.mutationOptions({ onError: refused }));
  const letGo = useMutation(trpc.queue.letGo.mutationOptions({ onError: refused }));
  const resumeQueue = useMutation(trpc.queue.resume.mutationOptions({ onError: refused }));
  const resumePerson = useMutation(trpc.queue.resumePerson.mutationOptions({ onError: refused }));
  const letWork = useMutation({
    // Read first: the list is written whole.
    mutationFn: async ({ nodeId, projectId }: { nodeId: string; projectId: string }) => {
      const { name, projects } = await client.nodes.get.query({ nodeId });
      await client.nodes.setProjects.mutate({ nodeId, projectIds: [...(projects ?? []), projectId] });
      return { name, nodeId, projects };
    },
    onError: refused,
    onSuccess: ({ name, nodeId, projects }) =>
      notify({
        title: `${name} works for this project`,
        undo: () => void client.nodes.setProjects.mutate({ nodeId, projectIds: projects }).catch(refused),
      }),
    onSettled: () => queries.invalidateQueries(trpc.nodes.pathFilter()),
  });
  const busy = (job: QueueJob) =>
    [retry, cancel, allowRough, tryNow, raise, letGo].some((act) => act.isPending && act.variables?.jobId === job.id) ||
    (many.isPending && many.variables?.jobIds?.includes(job.id) === true);
  return {
    busy,
    resuming: resume.isPending || resumeQueue.isPending || resumePerson.isPending || letWork.isPending,
    resumeQueue: () => resumeQueue.mutate(undefined, { onSuccess: () => notify({ title: "The queue goes on" }) }),
    resumePerson: (userId: string) => resumePerson.mutate({ userId }),
    letWork: (nodeId: string, job: QueueJob) => job.project && letWork.mutate({ nodeId, projectId: job.project.id }),
    letGo: (job: QueueJob) => letGo.mutate({ jobId: job.id }),
    hold: (job: QueueJob) =>
      many.mutate(
        { act: "hold", jobIds: [job.id] },
        {
          onSuccess: ({ jobs }) =>
            notify({ title: `Held “${job.title}”`, undo: () => many.mutate({ act: "let-go", jobIds: jobs }) }),
        },
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
    tryNow: (job: QueueJob) => tryNow.mutate({ jobId: job.id }),
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
              : notify({
                  title: `Cancelled “${job.title}”`,
                  undo: () => many.mutate({ act: "bring-back", jobIds: [job.id] }),
                }),
        },
      ),
  };
}

export type QueueActs = ReturnType<typeof useQueueActs>;
