"use client";

import { Check, Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import { type Box, placeElement } from "@/components/ui/place";

export interface Choice {
  value: string;
  label: string;
  detail?: string | undefined;
  icon?: ReactNode;
  checked?: boolean;
  /** Why it cannot be chosen. */
  blocked?: string | undefined;
  /** Set in from the one above it. */
  inset?: boolean;
}

interface ChoiceListProps {
  label: string;
  anchor: Box;
  choices: readonly Choice[];
  /** What was typed to open it. */
  start?: string | undefined;
  /** Choosing keeps it open: several can be chosen. */
  several?: boolean;
  /** Makes a choice of what is typed, such as a day or a new code. */
  read?: (text: string) => Choice | undefined;
  onChoose: (value: string) => void;
  /** `back`: the keyboard goes on where it was. */
  onClose: (back: boolean) => void;
}

/** A list to choose from with a field that narrows it: arrows, Enter, Escape. Stands beside `anchor`. */
export function ChoiceList({ label, anchor, choices, start = "", several, read, onChoose, onClose }: ChoiceListProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(start);
  const [at, setAt] = useState(0);
  const wanted = text.trim().toLowerCase();
  const fits = choices.filter(
    ({ label, detail, value }) =>
      wanted === "" || [label, detail ?? "", value].some((words) => words.toLowerCase().includes(wanted)),
  );
  const made = wanted === "" ? undefined : read?.(text.trim());
  const found = made && !fits.some(({ value }) => value === made.value) ? [...fits, made] : fits;
  const active = Math.min(at, found.length - 1);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.showPopover();
    placeElement(element, anchor, { side: "bottom", align: "start" });
    input.current?.focus({ preventScroll: true });
    return () => {
      if (element.isConnected) element.hidePopover();
    };
  }, [anchor]);
  const closed = useRef(onClose);
  closed.current = onClose;
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) closed.current(false);
    };
    document.addEventListener("pointerdown", away, true);
    return () => document.removeEventListener("pointerdown", away, true);
  }, []);
  const choose = (choice: Choice | undefined) => {
    if (!choice || choice.blocked !== undefined) return;
    onChoose(choice.value);
    if (!several) onClose(true);
    else setText("");
  };
  const move = (to: number) => {
    setAt(to);
    box.current?.querySelector(`[data-at="${to}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") move(Math.min(found.length - 1, active + 1));
    else if (event.key === "ArrowUp") move(Math.max(0, active - 1));
    else if (event.key === "Enter") choose(found[active]);
    else if (event.key === "Escape" || event.key === "Tab") onClose(true);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      popover="manual"
      className="appear fixed inset-auto m-0 flex w-64 flex-col overflow-hidden rounded-panel bg-raised text-text shadow-float"
    >
      <span className="relative block border-b">
        <Search aria-hidden className="absolute top-2.5 left-2.5 size-4 stroke-[1.5] text-muted" />
        <input
          ref={input}
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={id}
          aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          placeholder="Search"
          className="h-9 w-full bg-transparent pr-2 pl-8 text-sm outline-none placeholder:text-muted"
        />
      </span>
      <div
        role="listbox"
        id={id}
        aria-label={label}
        aria-multiselectable={several || undefined}
        className="max-h-72 overflow-y-auto p-1"
      >
        {found.map((choice, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above keeps focus and hears the keys
          <div
            key={choice.value}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            data-at={place}
            aria-selected={choice.checked ?? false}
            aria-disabled={choice.blocked !== undefined || undefined}
            onPointerMove={() => setAt(place)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(choice)}
            className={cx(
              "flex min-h-8 cursor-default items-center gap-2.5 rounded-control px-2 py-1 text-sm pointer-coarse:min-h-11 [&>svg]:size-4 [&>svg]:shrink-0",
              place === active && "bg-press",
              choice.blocked !== undefined && "text-muted",
              choice.inset && "pl-6",
            )}
          >
            {choice.icon}
            <span className="grid min-w-0 flex-1">
              <span className="truncate">{choice.label}</span>
              {choice.blocked !== undefined && <span className="text-xs">{choice.blocked}</span>}
            </span>
            {choice.detail !== undefined && (
              <span className="num max-w-28 shrink-0 truncate text-muted text-xs">{choice.detail}</span>
            )}
            {choice.checked && <Check aria-hidden className="stroke-[1.5]" />}
          </div>
        ))}
        {found.length === 0 && <p className="px-2 py-2 text-muted text-sm">Nothing is called “{text.trim()}”.</p>}
      </div>
    </div>
  );
}
