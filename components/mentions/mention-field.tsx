"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from "react";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { cx } from "@/components/ui/cx";
import { fieldClass } from "@/components/ui/input";
import { place } from "@/components/ui/place";
import { drawText, putMention, readText, typedMention } from "./mention-dom";
import { kindTitle } from "./mention-words";

export interface MentionFieldProps {
  /** Accessible name. */
  label: string;
  /** Stored text, chips as contract/text/mentions writes them. */
  value: string;
  onChange: (text: string) => void;
  placeholder?: string;
  /** Characters of the stored text; what would go beyond is not typed. */
  maxLength?: number;
  autoFocus?: boolean | undefined;
  ref?: Ref<{ focus: () => void }>;
  className?: string;
}

/** A text field in which `@` names people, characters, places and shots as chips that live and die whole. Must stand in a project. */
export function MentionField(props: MentionFieldProps) {
  const { label, value, onChange, placeholder, maxLength = 5000, autoFocus, ref, className } = props;
  const field = useRef<HTMLDivElement>(null);
  const drawn = useRef<string | null>(null);
  const listId = useId();
  const [typed, setTyped] = useState<{ range: Range; text: string } | null>(null);
  const [at, setAt] = useState(0);
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const found = useQuery({
    ...trpc.inbox.mentionables.queryOptions({ projectId, text: typed?.text ?? "" }),
    enabled: typed !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const hits = typed ? (found.data ?? []) : [];
  const chosen = hits[Math.min(at, hits.length - 1)];

  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus() }));
  useEffect(() => {
    const element = field.current;
    if (!element || drawn.current === value) return;
    drawText(element, value);
    drawn.current = value;
  }, [value]);
  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);

  const look = () => {
    const now = field.current ? typedMention(field.current) : null;
    setTyped(now);
    if (now?.text !== typed?.text) setAt(0);
  };
  const onInput = () => {
    const element = field.current;
    if (!element) return;
    const text = readText(element);
    if (text.length > maxLength) {
      drawText(element, drawn.current ?? "");
      document.getSelection()?.selectAllChildren(element);
      document.getSelection()?.collapseToEnd();
      return;
    }
    drawn.current = text;
    onChange(text);
    look();
  };
  const choose = (hit: (typeof hits)[number] | undefined) => {
    if (!typed || !hit) return;
    putMention(typed.range, hit);
    setTyped(null);
    onInput();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (typed && hits.length > 0 && !event.nativeEvent.isComposing) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) setAt((now) => (now + step + hits.length) % hits.length);
      else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") choose(chosen);
      else if (event.key === "Escape") setTyped(null);
      else return;
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.execCommand("insertLineBreak");
    }
  };
  const open = typed !== null && hits.length > 0;
  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/useSemanticElements: no input or textarea holds a chip that is deleted as a whole */}
      <div
        ref={field}
        role="textbox"
        tabIndex={0}
        aria-label={label}
        aria-multiline
        aria-autocomplete="list"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open && chosen ? `${listId}-${chosen.id}` : undefined}
        contentEditable
        suppressContentEditableWarning
        data-placeholder={placeholder}
        data-empty={value === "" || undefined}
        onInput={onInput}
        onKeyDown={onKeyDown}
        onKeyUp={look}
        onClick={look}
        onBlur={() => setTyped(null)}
        onPaste={(event) => {
          event.preventDefault();
          document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
        }}
        onBeforeInput={(event) => {
          // Bold and italic have no meaning here.
          if ((event.nativeEvent as InputEvent).inputType?.startsWith("format")) event.preventDefault();
        }}
        className={cx(
          fieldClass,
          "max-h-64 min-h-[52px] overflow-y-auto whitespace-pre-wrap break-words py-1.5 outline-none",
          "data-empty:before:pointer-events-none data-empty:before:absolute data-empty:before:text-muted data-empty:before:content-[attr(data-placeholder)]",
          className,
        )}
      />
      {open && <Hits id={listId} hits={hits} chosen={chosen} range={typed.range} onChoose={choose} onPoint={setAt} />}
    </div>
  );
}

interface HitsProps<Hit> {
  id: string;
  hits: readonly Hit[];
  chosen: Hit | undefined;
  range: Range;
  onChoose: (hit: Hit) => void;
  onPoint: (at: number) => void;
}

function Hits<Hit extends { kind: keyof typeof kindTitle; id: string; label: string; detail: string }>({
  id,
  hits,
  chosen,
  range,
  onChoose,
  onPoint,
}: HitsProps<Hit>) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const { left, top } = place(
      range.getBoundingClientRect(),
      { width: element.offsetWidth, height: element.offsetHeight },
      { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight },
      { side: "bottom", align: "start" },
    );
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
  });
  useEffect(() => {
    if (chosen) document.getElementById(`${id}-${chosen.id}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen, id]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="People, characters, places and shots"
      className="fixed z-50 max-h-64 w-72 overflow-y-auto rounded-panel bg-raised p-1 text-text shadow-float"
    >
      {hits.map((hit, n) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field holds the focus and its keys choose
        <div
          key={hit.id}
          id={`${id}-${hit.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={hit === chosen}
          onPointerMove={() => onPoint(n)}
          // The field must not lose its caret.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(hit)}
          className={cx(
            "flex h-8 cursor-default items-center gap-2 rounded-control px-2 pointer-coarse:h-11",
            hit === chosen && "bg-hover",
          )}
        >
          <span className="min-w-0 flex-1 truncate">{hit.label}</span>
          <span className="max-w-32 shrink-0 truncate text-muted text-xs">{hit.detail || kindTitle[hit.kind]}</span>
        </div>
      ))}
    </div>
  );
}
