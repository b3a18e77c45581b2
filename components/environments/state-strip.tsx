"use client";

import { Plus } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Menu } from "@/components/ui/menu";
import { lightPresets } from "@/contract/environment/light";
import type { Edits, PlaceState } from "./use-environment-edits";

interface StateStripProps {
  states: readonly PlaceState[];
  selected: string | undefined;
  edits: Edits | undefined;
  onSelect: (id: string) => void;
  onAdded: () => void;
}

const presets = [
  ...Object.entries(lightPresets).map(([time, { name }]) => ({ time: time as keyof typeof lightPresets, name })),
];

/** The times and conditions of a place, each with the colour of its light. */
export function StateStrip({ states, selected, edits, onSelect, onAdded }: StateStripProps) {
  const list = useRef<HTMLDivElement>(null);
  const taken = new Set(states.map(({ name }) => name.toLowerCase()));
  const add = async (time: keyof typeof lightPresets | "other", name: string) => {
    let [called, n] = [name, 2];
    while (taken.has(called.toLowerCase())) called = `${name} ${n++}`;
    const made = await edits?.addState(time, called);
    if (!made) return;
    onSelect(made.id);
    onAdded();
  };
  const step = (key: string, from: number) =>
    ({ ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: states.length - 1 })[key];
  if (states.length === 0 && !edits) return null;
  return (
    <div className="flex min-w-0 items-center gap-2 overflow-x-auto px-4 py-2 sm:px-6">
      <div ref={list} role="radiogroup" aria-label="States" className="flex gap-1" hidden={states.length === 0}>
        {states.map(({ id, name, colour, intensity }, n) => (
          // biome-ignore lint/a11y/useSemanticElements: a swatch with a word, moved through as one group
          <button
            key={id}
            type="button"
            role="radio"
            aria-checked={id === selected}
            tabIndex={id === selected || (selected === undefined && n === 0) ? 0 : -1}
            onClick={() => onSelect(id)}
            onKeyDown={(event) => {
              const to = states[step(event.key, n) ?? -1];
              if (!to) return;
              event.preventDefault();
              event.stopPropagation();
              onSelect(to.id);
              list.current?.querySelectorAll("button")[states.indexOf(to)]?.focus();
            }}
            className={cx(
              "inline-flex h-8 items-center gap-2 rounded-control border px-2.5 whitespace-nowrap hover:bg-hover pointer-coarse:h-11",
              id === selected ? "border-accent bg-selected" : "border-transparent text-muted",
            )}
          >
            <span
              aria-hidden
              className="size-3 rounded-full outline-1 outline-edge"
              style={{ background: colour, opacity: 0.35 + 0.65 * Math.min(1, intensity) }}
            />
            {name}
          </button>
        ))}
      </div>
      {edits && (
        <Menu
          label="Add a state"
          items={[
            ...presets.map(({ time, name }) => ({ key: time, label: name, onSelect: () => void add(time, name) })),
            { key: "other", label: "Another", onSelect: () => void add("other", "State") },
          ]}
          trigger={(attributes) => (
            <Button {...attributes} size="sm" icon={<Plus />}>
              Add a state
            </Button>
          )}
        />
      )}
    </div>
  );
}
