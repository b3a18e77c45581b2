"use client";
import { ArrowDownToLine, ArrowUpToLine, EllipsisVertical, GripVertical, Hand, Play } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/components/studio/viewer";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-list";
import { FoldedCard } from "./folded-card";
import { type BatchFacts, type Entry, isMovable } from "./queue-entries";
import type { CardProps } from "./running-card";
import type { WaitingDesk } from "./use-waiting";
import { WaitingCard } from "./waiting-card";

type WaitingListProps = Omit<CardProps, "job"> & { desk: WaitingDesk; ends: ReadonlyMap<string, string> };

/** The line: rows are dragged, moved by keys, chosen, opened. */
export function WaitingList({ desk, ends, ...card }: WaitingListProps) {
  const can = useCan();
  const manager = can("run the queue");
  const [held, setHeld] = useState<string>();
  const [over, setOver] = useState<string>();
  const letGo = () => {
    setHeld(undefined);
    setOver(undefined);
  };
  const { entries } = desk;
  const at = (key: string | undefined) => entries.findIndex((entry) => entry.key === key);
  return entries.map((entry) => {
    const { key, job, batch } = entry;
    const movable = isMovable(entry, manager);
    const mine = job.mine || can("cancel other people's work");
    const target = held !== undefined && held !== key && movable && over === key;
    const chosen = desk.chosen.has(key);
    return (
      <li
        key={key}
        data-entry={key}
        onDragOver={(event) => {
          if (held === undefined || !movable) return;
          event.preventDefault();
          setOver(key);
        }}
        onDrop={(event) => {
          event.preventDefault();
          if (held !== undefined) desk.moveOver(held, key);
          letGo();
        }}
        className={cx(
          "group relative",
          held === key && "opacity-45",
          // A line where it will stand: above on the way up, below on the way down.
          target && "before:absolute before:inset-x-0 before:z-10 before:h-0.5 before:bg-accent",
          target && (at(key) < at(held) ? "before:-top-px" : "before:-bottom-px"),
        )}
      >
        {movable && (
          <button
            type="button"
            draggable
            tabIndex={-1}
            aria-hidden
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              event.dataTransfer.setData("text/plain", key);
              setHeld(key);
            }}
            onDragEnd={letGo}
            className="absolute top-4 -left-4 grid h-[54px] w-4 cursor-grab place-items-center rounded-control text-muted opacity-0 hover:bg-hover hover:text-text group-focus-within:opacity-100 group-hover:opacity-100 xl:-left-5 xl:w-5 pointer-coarse:hidden"
          >
            <GripVertical aria-hidden className="size-4 stroke-[1.5]" />
          </button>
        )}
        {mine && (
          <Checkbox
            aria-label={`Choose ${batch?.title ?? job.title}`}
            checked={chosen}
            onChange={() => desk.choose(key)}
            className={cx(
              "absolute top-5 left-1 z-10 rounded-[4px] bg-canvas/70 p-0.5 pointer-coarse:p-2",
              !chosen && desk.chosen.size === 0 && "pointer-fine:not-focus-within:not-group-hover:opacity-0",
            )}
          />
        )}
        {batch ? (
          <FoldedCard
            {...card}
            entry={entry as Entry & { batch: BatchFacts }}
            lane="waiting"
            many={desk.many}
            open={desk.opened.has(key)}
            onToggle={() => desk.toggle(key)}
          />
        ) : (
          <WaitingCard {...card} job={job} ends={ends.get(job.id)} />
        )}
        {mine && (
          <span className="absolute top-3 right-0">
            <Menu
              label={`Acts on ${batch?.title ?? job.title}`}
              align="end"
              items={itemsOf(entry, desk, manager)}
              trigger={(attributes) => (
                <IconButton
                  {...attributes}
                  label={`More for ${batch?.title ?? job.title}`}
                  icon={<EllipsisVertical />}
                />
              )}
            />
          </span>
        )}
      </li>
    );
  });
}

function itemsOf(entry: Entry, desk: WaitingDesk, manager: boolean): MenuItem[] {
  const { key, job, batch } = entry;
  const movable = isMovable(entry, manager);
  const held = job.why?.fix.kind === "release";
  return [
    ...(movable
      ? [
          { key: "front", label: "Put in front", keys: "t", icon: <ArrowUpToLine />, onSelect: () => desk.raise(key) },
          {
            key: "up",
            label: "Move up",
            keys: "Alt+ArrowUp",
            icon: <ArrowUpToLine />,
            onSelect: () => desk.step(key, -1),
          },
          {
            key: "down",
            label: "Move down",
            keys: "Alt+ArrowDown",
            icon: <ArrowDownToLine />,
            onSelect: () => desk.step(key, 1),
          },
          { key: "line", separator: true as const },
        ]
      : []),
    held
      ? { key: "go", label: "Let it go", keys: "h", icon: <Play />, onSelect: () => desk.act("let-go", [key]) }
      : {
          key: "hold",
          label: batch ? "Hold all of it" : "Hold",
          keys: "h",
          icon: <Hand />,
          onSelect: () => desk.act("hold", [key]),
        },
    { key: "cancel", label: "Cancel", keys: "Delete", danger: true, onSelect: () => desk.act("cancel", [key]) },
  ];
}
