"use client";

import { type KeyboardEvent, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { CardGridProps, CardPicture } from "@/components/media/card-grid-props";
import { moveIn } from "@/components/media/grid-layout";
import { sheetsFrom } from "@/components/media/use-sheets";
import { WindowCards } from "@/components/media/window-cards";

const step = 48;

const plain: CardPicture = { sheet: undefined, paused: false };

/** Cards in rows. Above 200 whose pictures are known, only those near the window are mounted. */
export function CardGrid<Item extends { id: string }>(props: CardGridProps<Item>) {
  const { mediaOf } = props;
  if (mediaOf && props.items.length > sheetsFrom) return <WindowCards {...props} mediaOf={mediaOf} />;
  return <GrowingCards {...props} />;
}

/** Cards in rows, drawn by the server too: arrows, Home, End and Page keys move. A long list grows as its end comes near. */
function GrowingCards<Item extends { id: string }>(props: CardGridProps<Item>) {
  const { label, items, children, least = "208px", pair, ref } = props;
  const list = useRef<HTMLUListElement>(null);
  const [place, setPlace] = useState(0);
  const { shown, end } = useGrowing(items.length);
  const at = Math.min(place, Math.max(0, Math.min(shown, items.length) - 1));
  const cards = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-card]") ?? [])];
  useImperativeHandle(ref, () => ({ focus: () => cards()[at]?.focus() }));
  const onKeyDown = (event: KeyboardEvent) => {
    const all = cards();
    const from = all.indexOf(event.target as HTMLElement);
    if (from < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const tops = all.map((card) => card.getBoundingClientRect().top);
    const other = tops.findIndex((top) => top > (tops[0] ?? 0) + 1);
    const to = moveIn(event.key, from, { count: all.length, columns: other < 0 ? all.length : other, page: 3 });
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    all[to]?.focus();
  };
  return (
    <>
      <ul
        ref={list}
        aria-label={label}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => {
          const index = cards().indexOf(target);
          if (index >= 0) setPlace(index);
        }}
        className="grid gap-x-4 gap-y-6"
        style={{
          gridTemplateColumns: `repeat(auto-fill, minmax(min(${least}, ${pair ? "calc(50% - 8px)" : "100%"}), 1fr))`,
        }}
      >
        {items.slice(0, shown).map((item, index) => (
          <li key={item.id} className="min-w-0">
            {children(item, { "data-card": true, tabIndex: index === at ? 0 : -1 }, index, plain)}
          </li>
        ))}
      </ul>
      {shown < items.length && <div ref={end} aria-hidden className="h-px" />}
    </>
  );
}

/** How many of `count` are drawn: one step, and one more each time the end is a screen away. */
function useGrowing(count: number) {
  const end = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(step);
  useEffect(() => {
    const mark = end.current;
    if (!mark || shown >= count) return;
    const watcher = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && setShown((now) => Math.max(now, shown + step)),
      { rootMargin: "900px" },
    );
    watcher.observe(mark);
    return () => watcher.disconnect();
  }, [shown, count]);
  return { shown, end };
}
