"use client";
import { useState } from "react";
import { DoneCard } from "./done-card";
import { FoldedCard } from "./folded-card";
import type { BatchFacts, Entry } from "./queue-entries";
import type { CardProps } from "./running-card";
import type { ManyActs } from "./use-many-acts";

type DoneListProps = Omit<CardProps, "job"> & { entries: readonly Entry[]; many: ManyActs };

/** What is over, newest first; an act of several in one row. */
export function DoneList({ entries, many, ...card }: DoneListProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setOpened((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  return entries.map((entry) => (
    <li key={entry.key}>
      {entry.batch ? (
        <FoldedCard
          {...card}
          entry={entry as Entry & { batch: BatchFacts }}
          lane="done"
          many={many}
          open={opened.has(entry.key)}
          onToggle={() => toggle(entry.key)}
        />
      ) : (
        <DoneCard job={entry.job} {...card} />
      )}
    </li>
  ));
}
