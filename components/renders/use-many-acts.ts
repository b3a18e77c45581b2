"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { refused } from "@/components/ui/refused";
import type { Entry, Place } from "./queue-entries";

const jobs = (count: number): string => (count === 1 ? "1 job" : `${count} jobs`);
const opposite = { cancel: "bring-back", "bring-back": "cancel", hold: "let-go", "let-go": "hold" } as const;
const done = { cancel: "Cancelled", "bring-back": "Brought back", hold: "Held", "let-go": "Let go" } as const;
export type ManyAct = keyof typeof opposite;

/** Acts on rows: jobs by themselves, whole acts of queueing, or several chosen ones. Each with one undo. */
export function useManyActs() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const settled = { onSettled: () => queries.invalidateQueries(trpc.renders.queue.pathFilter()) };
  const many = useMutation(trpc.queue.many.mutationOptions({ onError: refused, ...settled }));
  const move = useMutation(trpc.queue.move.mutationOptions({ onError: refused, ...settled }));
  const raise = useMutation(trpc.queue.raise.mutationOptions({ onError: refused, ...settled }));
  const moveBatch = useMutation(trpc.queue.moveBatch.mutationOptions({ onError: refused, ...settled }));
  const moveBack = useMutation(trpc.queue.moveBack.mutationOptions({ onError: refused, ...settled }));
  const undoMany = (act: ManyAct, which: { jobIds: string[] } | { batchId: string }) => () =>
    many.mutate({ act: opposite[act], ...which });
  const tell = (
    act: ManyAct,
    { jobs: ids, stopping, skipped }: { jobs: string[]; stopping: number; skipped: number },
    undo: () => void,
  ) => {
    const more = [
      stopping > 0 &&
        `${jobs(stopping)} that ran ${stopping === 1 ? "stops" : "stop"} with the node's next sign of life.`,
      skipped > 0 && `${jobs(skipped)} could not be changed any more.`,
    ].filter(Boolean);
    notify({
      title: ids.length === 0 ? "Nothing of it waits any more" : `${done[act]} ${jobs(ids.length)}`,
      ...(more.length > 0 && { description: more.join(" ") }),
      ...(ids.length > stopping && { undo }),
    });
  };
  return {
    busy: many.isPending || moveBatch.isPending,
    /** On chosen jobs. */
    jobs: (act: ManyAct, jobIds: string[]) =>
      many.mutate(
        { act, jobIds },
        { onSuccess: (answer) => tell(act, answer, undoMany(act, { jobIds: answer.jobs.slice(0, 400) })) },
      ),
    /** On all that waits of an act. */
    batch: (act: ManyAct, batchId: string) =>
      many.mutate(
        { act, batchId },
        {
          onSuccess: (answer) =>
            tell(act, answer, undoMany(act, act === "cancel" ? { batchId } : { jobIds: answer.jobs.slice(0, 400) })),
        },
      ),
    /** To a place in line, or in front. Resolves when the studio has answered. */
    move: async ({ job, batch }: Entry, place: Place | "front"): Promise<void> => {
      const title = batch?.title ?? job.title;
      const words = place === "front" ? `“${title}” goes next` : `Moved “${title}”`;
      try {
        if (batch) {
          const { back } = await moveBatch.mutateAsync({ batchId: batch.id, ...(place !== "front" && place) });
          notify({
            id: `move ${batch.id}`,
            title: words,
            ...(back && { undo: () => moveBack.mutate({ steps: back }) }),
          });
        } else {
          const { back } =
            place === "front"
              ? await raise.mutateAsync({ jobId: job.id })
              : await move.mutateAsync({ jobId: job.id, ...place });
          notify({
            id: `move ${job.id}`,
            title: words,
            ...(back && { undo: () => move.mutate({ jobId: job.id, ...back }) }),
          });
        }
      } catch {
        // Told by onError.
      }
    },
  };
}

export type ManyActs = ReturnType<typeof useManyActs>;
