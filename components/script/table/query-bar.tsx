"use client";

import { CircleAlert, Search, X } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { fieldClass } from "@/components/ui/input";
import { tip } from "@/components/ui/tip";
import { usePart } from "@/components/ui/use-part";
import type { CellContext } from "@/contract/script/cells";
import type { QueryProblem } from "@/contract/script/query";
import type { Completions } from "@/contract/script/query-complete";
import type { ShotStore } from "./shot-store";

interface QueryBarProps {
  ref: Ref<HTMLInputElement>;
  value: string;
  onChange: (text: string) => void;
  problems: readonly QueryProblem[];
  store: ShotStore;
  context: CellContext;
  /** Somebody is about to type. */
  onReach?: () => void;
  /** Enter or arrow down: on to what was found. */
  onLeave: () => void;
  /** Stands beside the field: saved views. */
  children?: ReactNode;
}

const nothing: Completions = { from: 0, to: 0, options: [] };

const loadCompletion = () => import("@/contract/script/query-complete").then((file) => file.completeQuery);

/** Words and `field=value` terms with completion; the table follows while typing, errors are said in words. */
export function QueryBar({
  ref,
  value,
  onChange,
  problems,
  store,
  context,
  onReach,
  onLeave,
  children,
}: QueryBarProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => input.current as HTMLInputElement);
  const [text, setText] = useState(value);
  const [found, setFound] = useState(nothing);
  const [at, setAt] = useState(-1);
  const [typing, setTyping] = useState(false);
  // The address follows a moment later: while somebody types, the field is right and the address is old.
  useEffect(() => {
    if (!document.activeElement?.matches("[data-filter]")) setText(value);
  }, [value]);
  const [completeQuery, want] = usePart(loadCompletion);
  const look = () => {
    const element = input.current;
    if (!element) return;
    if (!completeQuery) return want();
    setFound(completeQuery(element.value, element.selectionStart ?? 0, store.all(), context));
    setAt(-1);
  };
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  // What was typed while completion was on its way is completed now.
  useEffect(() => {
    if (completeQuery && document.activeElement === input.current && input.current?.value) latest.current();
  }, [completeQuery]);
  const change = (next: string) => {
    setText(next);
    onChange(next);
  };
  const take = (place: number) => {
    const option = found.options[place];
    const element = input.current;
    if (!option || !element) return;
    const next = text.slice(0, found.from) + option.insert + text.slice(found.to);
    change(next);
    const caret = found.from + option.insert.length;
    requestAnimationFrame(() => {
      element.setSelectionRange(caret, caret);
      look();
    });
    if (!/[=:]$/.test(option.insert)) setFound(nothing);
  };
  const open = typing && found.options.length > 0;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const last = found.options.length - 1;
    if (event.key === "ArrowDown" && open) setAt(at >= last ? 0 : at + 1);
    else if (event.key === "ArrowUp" && open) setAt(at <= 0 ? last : at - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && open && at >= 0) take(at);
    else if (event.key === "Tab" && open && !event.shiftKey && found.options.length === 1) take(0);
    else if (event.key === "Escape" && open) setFound(nothing);
    else if (event.key === "Escape") {
      if (text === "") event.currentTarget.blur();
      else change("");
    } else if (event.key === "Enter" || event.key === "ArrowDown") onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shown = typing && open ? [] : problems;
  return (
    <div className="flex min-w-0 max-w-[560px] flex-1 items-center gap-1 max-sm:basis-full">
      <search
        className="relative min-w-0 flex-1"
        {...(open
          ? {}
          : tip(
              'Words, or sq010 · render=wip · cast=mei,tomas · frames>48 · is:overdue · who=me · "exact words" · a minus leaves out',
              "/",
            ))}
      >
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 stroke-[1.5] text-muted"
        />
        <input
          ref={input}
          type="text"
          data-filter
          inputMode="search"
          role="combobox"
          aria-label="Filter shots"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && at >= 0 ? `${id}-${at}` : undefined}
          aria-invalid={shown.length > 0 || undefined}
          aria-describedby={shown.length > 0 ? `${id}-problem` : undefined}
          placeholder="Filter: sq010 render=wip cast=mei"
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            change(event.currentTarget.value);
            setTyping(true);
            look();
          }}
          onFocus={() => {
            want();
            onReach?.();
          }}
          onSelect={() => typing && look()}
          onBlur={() => setTyping(false)}
          onKeyDown={onKeyDown}
          className={`${fieldClass} code h-8 pr-8 pl-8`}
        />
        {text !== "" && (
          <IconButton label="Show all" icon={<X />} onClick={() => change("")} className="absolute top-0 right-0" />
        )}
        {open && (
          <div
            role="listbox"
            id={`${id}-list`}
            aria-label="Completions"
            className="absolute top-full left-0 z-40 mt-1 w-80 max-w-full rounded-panel bg-raised p-1 shadow-float"
          >
            {found.options.map((option, place) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above keeps focus and hears the keys
              <div
                key={option.insert}
                id={`${id}-${place}`}
                role="option"
                tabIndex={-1}
                aria-selected={place === at}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => take(place)}
                className={cx(
                  "flex min-h-8 items-baseline gap-3 rounded-control px-2 py-1.5 text-sm hover:bg-hover pointer-coarse:min-h-11",
                  place === at && "bg-press",
                )}
              >
                <span className="code shrink-0">{option.label}</span>
                <span className="truncate text-muted text-xs">{option.detail}</span>
              </div>
            ))}
          </div>
        )}
        {shown.length > 0 && (
          <p
            id={`${id}-problem`}
            role="status"
            className="absolute top-full left-0 z-30 mt-1 flex w-max max-w-full items-start gap-1.5 rounded-control bg-raised px-2 py-1 text-danger text-xs shadow-float"
          >
            <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
            {shown[0]?.text}
          </p>
        )}
      </search>
      {children}
    </div>
  );
}
