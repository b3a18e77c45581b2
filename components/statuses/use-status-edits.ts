"use client";

import { useQueryClient } from "@tanstack/react-query";
import { messageOf } from "@/components/studio/problem";
import { type Input, type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import type { StatusRow } from "@/contract/status-set";

type List = Output["statuses"]["list"];
export type StatusChange = Omit<Input["statuses"]["update"], "code">;

/** Changes to the team's statuses: seen at once where it is safe, each with its way back. */
export function useStatusEdits() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const queryKey = trpc.statuses.list.queryKey();
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: [["statuses"]] });
    // Rows may have moved to another status.
    for (const area of ["script", "storyboard", "review", "tasks"])
      void queries.invalidateQueries({ queryKey: [[area]] });
  };
  const show = (next: (statuses: List["statuses"]) => List["statuses"]) =>
    queries.setQueryData(queryKey, (list) => list && { ...list, statuses: next(list.statuses) });
  /** Runs one change; says a refusal. Undefined: refused. */
  const attempt = async <Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> => {
    try {
      return await work();
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
      return undefined;
    } finally {
      refresh();
    }
  };
  const back = (work: () => Promise<unknown>) => () => void attempt(work);

  const order = async (codes: string[]) => {
    await queries.cancelQueries({ queryKey });
    const place = new Map(codes.map((code, at) => [code, at]));
    show((rows) =>
      rows
        .map((row) => ({ ...row, position: place.get(row.code) ?? row.position }))
        .sort((a, b) => a.position - b.position),
    );
    const answer = await attempt(() => client.statuses.order.mutate({ codes }));
    if (answer)
      notify({
        title: "Order changed",
        id: "status-order",
        undo: back(() => client.statuses.order.mutate({ codes: answer.before })),
      });
  };

  const update = async (row: StatusRow, change: StatusChange) => {
    const { name, colour, state, isWip, isFeedbackRequest, isRetake, isArtistAllowed, isClientAllowed } = row;
    const before = { name, colour, state, isWip, isFeedbackRequest, isRetake, isArtistAllowed, isClientAllowed };
    // Without `attempt`: the dialog shows what was refused beside its field.
    const { defaultBefore } = await client.statuses.update.mutate({ code: row.code, ...change });
    refresh();
    const undo = async () => {
      if (change.isDefault && !row.isDefault && defaultBefore)
        await client.statuses.update.mutate({ code: defaultBefore, isDefault: true });
      await client.statuses.update.mutate({ code: row.code, ...before });
    };
    notify({ title: `“${change.name ?? row.name}” changed`, undo: back(undo) });
  };

  const create = async (input: Input["statuses"]["create"]) => {
    await client.statuses.create.mutate(input);
    refresh();
    const { code } = input;
    notify({ title: `“${input.name}” added`, undo: back(() => client.statuses.archive.mutate({ code })) });
  };

  const archive = async (row: StatusRow, replacement: string | undefined) => {
    const { code } = row;
    const answer = await attempt(() =>
      client.statuses.archive.mutate({ code, ...(replacement === undefined ? {} : { replacement }) }),
    );
    if (answer) notify({ title: `“${row.name}” archived`, undo: back(() => client.statuses.restore.mutate({ code })) });
    return answer !== undefined;
  };

  const restore = async (row: StatusRow) => {
    const answer = await attempt(() => client.statuses.restore.mutate({ code: row.code }));
    if (answer) notify({ title: `“${row.name}” is back${answer.back > 0 ? `, with ${answer.back} rows` : ""}` });
  };

  const setWay = async (way: Input["statuses"]["setTransition"]) => {
    const answer = await attempt(() => client.statuses.setTransition.mutate(way));
    if (answer)
      notify({
        title: way.who === "anybody" ? "The way is open again" : "The way is limited",
        undo: back(() => client.statuses.setTransition.mutate({ ...way, who: answer.before })),
      });
  };

  return { order, update, create, archive, restore, setWay };
}
