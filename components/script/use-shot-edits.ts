"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type Input, type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { builtInStatuses, type Status } from "@/contract/statuses";

export type Shot = Output["script"]["shots"][number];
type Change = Omit<Input["script"]["updateShot"], "shotId">;

const labelOf = (status: Status) => builtInStatuses.find(({ code }) => code === status)?.name ?? status;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : "The change was not saved. Try again.");
const many = (shots: readonly Pick<Shot, "code">[]) =>
  shots.length === 1 ? (shots[0]?.code ?? "The shot") : `${shots.length} shots`;

/** Changes to rows of the shot table: seen at once, taken back when refused, with one undo however many shots they touch. */
export function useShotEdits() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  // The first rows and the whole of a long table are two answers: both change.
  const queryKey = trpc.script.shots.pathKey();
  const change = (next: (shots: Shot[]) => Shot[]) =>
    queries.setQueriesData<Shot[]>({ queryKey }, (shots) => shots && next(shots));

  const show = (changes: ReadonlyMap<string, Partial<Shot>>) =>
    change((shots) => shots.map((shot) => ({ ...shot, ...changes.get(shot.id) })));
  /** One call a shot, sent together; those refused are put back and said once. */
  const send = async (shots: readonly Pick<Shot, "id">[], changeOf: (id: string) => Change) => {
    const answers = await Promise.allSettled(
      shots.map(({ id }) => client.script.updateShot.mutate({ shotId: id, ...changeOf(id) })),
    );
    const refusals = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
    if (refusals.length > 0)
      notify({
        title: messageOf(refusals[0]),
        tone: "danger",
        ...(refusals.length > 1
          ? { description: `${refusals.length} of ${shots.length} shots were not changed.` }
          : {}),
      });
    void queries.invalidateQueries({ queryKey });
    return refusals.length === 0;
  };

  const setStatus = async (shots: readonly Shot[], status: Status) => {
    const moving = shots.filter((shot) => shot.status !== status);
    if (moving.length === 0) return;
    await queries.cancelQueries({ queryKey });
    show(new Map(moving.map(({ id }) => [id, { status }])));
    if (!(await send(moving, () => ({ status })))) return;
    const before = new Map(moving.map((shot) => [shot.id, shot.status]));
    const undo = () => {
      show(new Map(moving.map((shot) => [shot.id, { status: shot.status }])));
      void send(moving, (id) => ({ status: before.get(id) ?? status }));
    };
    notify({ title: `${many(moving)}: ${labelOf(status)}`, undo });
  };

  const archive = async (shots: readonly Shot[]) => {
    const gone = new Set(shots.map(({ id }) => id));
    await queries.cancelQueries({ queryKey });
    change((all) => all.filter(({ id }) => !gone.has(id)));
    if (!(await send(shots, () => ({ archived: true })))) return;
    notify({ title: `Archived ${many(shots)}`, undo: () => void send(shots, () => ({ archived: false })) });
  };

  const edit = async (shot: Shot, wanted: Pick<Change, "description" | "durationFrames">) => {
    await queries.cancelQueries({ queryKey });
    show(new Map([[shot.id, wanted]]));
    if (!(await send([shot], () => wanted))) return;
    const { description, durationFrames } = shot;
    const before = wanted.description === undefined ? { durationFrames } : { description };
    const undo = () => {
      show(new Map([[shot.id, before]]));
      void send([shot], () => before);
    };
    notify({ title: `${shot.code} changed`, id: `shot-${shot.id}`, undo });
  };

  return { setStatus, archive, edit };
}
