"use client";

import { useEffect, useRef } from "react";
import { Thumb } from "@/components/media/thumb";
import { originOf, passTitle } from "@/components/storyboard/version-words";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import type { StripItem } from "./strip-items";
import { pictureOf, type Results } from "./use-results";

/** The pass that made it, its seed, and how rough it is. */
export const wordsOf = (item: StripItem) =>
  item.kind === "version"
    ? {
        pass: originOf(item.version),
        seed: item.version.seed,
        rough: item.version.rough,
        map: item.version.kind === "map",
      }
    : { pass: passTitle(item.mask.pass), seed: null, rough: false, map: false };

/** Results that wait for a decision, newest last. Nothing changes until one is accepted. */
export function StagingStrip({ results }: { results: Results }) {
  const { items, selected, select } = results;
  const list = useRef<HTMLDivElement>(null);
  const last = items.at(-1)?.key;
  useEffect(() => {
    if (list.current) list.current.scrollLeft = list.current.scrollWidth;
  }, [last]);
  if (items.length === 0)
    return (
      <p className="grid flex-1 place-items-center text-pretty px-4 text-center text-muted text-sm">
        Results land here. Nothing changes until you accept one.
      </p>
    );
  return (
    <div
      ref={list}
      role="listbox"
      aria-label="Results"
      aria-orientation="horizontal"
      tabIndex={0}
      aria-activedescendant={selected ? optionId(selected.key) : undefined}
      className="focus-inset flex min-h-0 min-w-0 flex-1 items-start gap-2 overflow-x-auto overflow-y-hidden px-3 pb-2"
    >
      {items.map((item, at) => (
        <Item
          key={item.key}
          item={item}
          at={at}
          chosen={item === selected}
          onChoose={() => select(item === selected ? null : item.key)}
        />
      ))}
    </div>
  );
}

const optionId = (key: string) => `result-${key}`;

function Item({ item, at, chosen, onChoose }: { item: StripItem; at: number; chosen: boolean; onChoose: () => void }) {
  const { pass, seed, rough, map } = wordsOf(item);
  const sort = item.kind === "mask" ? "mask" : map ? "map" : null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: arrows and digits choose, see use-canvas-keys
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names this option as active
    <div
      id={optionId(item.key)}
      role="option"
      aria-selected={chosen}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={cx(
        "relative w-29 shrink-0 cursor-pointer rounded-control p-1 hover:bg-hover",
        chosen && "bg-selected outline-2 outline-accent -outline-offset-2",
      )}
    >
      <Thumb media={pictureOf(item)} alt="" ratio={16 / 9} fit="contain" sizes="108px" eager />
      <span className="absolute top-2 left-2 flex gap-1">
        <span className="num rounded-[4px] bg-black/70 px-1 text-[11px] text-white leading-4">
          <span className="sr-only">Result </span>
          {at + 1}
        </span>
        {sort && <span className="rounded-[4px] bg-black/70 px-1 text-[11px] text-white leading-4">{sort}</span>}
      </span>
      <span className="mt-1 flex items-center gap-1 text-xs">
        <span className="min-w-0 flex-1 truncate">{pass}</span>
        {rough ? (
          <Badge className="h-4">rough</Badge>
        ) : (
          seed !== null && (
            <span className="code truncate text-muted">
              <span className="sr-only">seed </span>
              {seed}
            </span>
          )
        )}
      </span>
    </div>
  );
}
