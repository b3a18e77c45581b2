"use client";
import { useLayoutEffect, useRef, useState } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { useCan } from "@/components/studio/viewer";
import { type Entry, neighbourOf, placeOver, withMoved } from "./queue-entries";
import { type ManyAct, useManyActs } from "./use-many-acts";

type Moved = { key: string; over: string };

const focusedKey = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>("[data-entry]")?.dataset.entry;
const titleOf = ({ job, batch }: Entry): string => batch?.title ?? job.title;

/** The rows of the line with what a person does to them: move, choose, open, act; and the keys for it. */
export function useWaiting(given: readonly Entry[]) {
  const can = useCan();
  const manager = can("run the queue");
  const many = useManyActs();
  const [moved, setMoved] = useState<Moved>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState("");
  const refocus = useRef<string>(undefined);
  const entries = moved ? withMoved(given, moved.key, moved.over, manager) : given;
  const here = new Set([...chosen].filter((key) => entries.some((entry) => entry.key === key)));

  // The row is drawn anew elsewhere: it keeps the keyboard.
  useLayoutEffect(() => {
    if (!refocus.current) return;
    document.querySelector<HTMLElement>(`[data-entry="${refocus.current}"] [data-job]`)?.focus();
    if (!moved) refocus.current = undefined;
  });

  const find = (key: string | undefined) => entries.find((entry) => entry.key === key);
  const moveOver = (key: string, over: string) => {
    const entry = find(key);
    const place = placeOver(entries, key, over, manager);
    if (!entry || !place) return;
    setMoved({ key, over });
    const next = withMoved(entries, key, over, manager);
    setSaid(`${titleOf(entry)}: ${next.findIndex((one) => one.key === key) + 1} of ${next.length}`);
    void many.move(entry, place).finally(() => setMoved(undefined));
  };
  const step = (key: string | undefined, by: -1 | 1) => {
    const next = key && neighbourOf(entries, key, by, manager);
    if (!key || !next || moved) return;
    refocus.current = key;
    moveOver(key, next.key);
  };
  const raise = (key: string | undefined) => {
    const entry = find(key);
    if (entry) void many.move(entry, "front");
  };
  const choose = (key: string | undefined) => {
    if (!key) return;
    const next = new Set(here);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  const act = (what: ManyAct, keys: readonly string[]) => {
    const rows = keys.flatMap((key) => find(key) ?? []);
    for (const { batch } of rows) if (batch) many.batch(what, batch.id);
    const single = rows.flatMap(({ job, batch }) => (batch ? [] : [job.id]));
    if (single.length > 0) many.jobs(what, single);
    setChosen(new Set());
  };
  const toggle = (key: string) => {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    setOpened(next);
  };
  const at = () => find(focusedKey());
  const onRow = { when: () => at() !== undefined, quiet: true };
  const hold = () => {
    const entry = at();
    if (entry) act(entry.job.why?.fix.kind === "release" ? "let-go" : "hold", [entry.key]);
  };
  const may = can("queue passes");
  useShortcuts(
    "Queue",
    may
      ? {
          "Alt+ArrowUp": { label: "Move the job up", run: () => step(focusedKey(), -1), repeat: true, ...onRow },
          "Alt+ArrowDown": { label: "Move the job down", run: () => step(focusedKey(), 1), repeat: true, ...onRow },
          t: { label: "Put the job in front", run: () => raise(focusedKey()), ...onRow },
          h: { label: "Hold the job, or let it go", run: hold, ...onRow },
          x: { label: "Choose the job", run: () => choose(focusedKey()), ...onRow },
          Delete: { label: "Cancel the job", run: () => act("cancel", [focusedKey() ?? ""]), ...onRow },
          Escape: { label: "Choose nothing", run: () => setChosen(new Set()), when: () => here.size > 0, quiet: true },
        }
      : {},
  );
  return {
    entries,
    chosen: here,
    opened,
    said,
    many,
    moveOver,
    step,
    raise,
    choose,
    act,
    toggle,
    clear: () => setChosen(new Set()),
  };
}

export type WaitingDesk = ReturnType<typeof useWaiting>;
