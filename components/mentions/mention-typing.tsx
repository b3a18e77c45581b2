"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useProject } from "@/components/studio/project";
import { useTRPC } from "@/components/trpc";
import { cx } from "@/components/ui/cx";
import { place } from "@/components/ui/place";
import { drawText, putMention, readText, typedMention } from "./mention-dom";
import { kindTitle } from "./mention-words";

interface MentionTypingProps {
  field: RefObject<HTMLDivElement | null>;
  value: string;
  onChange: (text: string) => void;
  maxLength: number;
}

/** What makes an editable field one for mentions: its keys, its text, and the list under an `@`. */
export function MentionTyping({ field, value, onChange, maxLength }: MentionTypingProps) {
  const drawn = useRef("");
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
  const open = typed !== null && hits.length > 0;

  const look = () => {
    const now = field.current ? typedMention(field.current) : null;
    setTyped(now);
    if (now?.text !== typed?.text) setAt(0);
  };
  const read = () => {
    const element = field.current;
    if (!element) return;
    const text = readText(element);
    if (text.length > maxLength) {
      drawText(element, drawn.current);
      document.getSelection()?.selectAllChildren(element);
      document.getSelection()?.collapseToEnd();
      return;
    }
    drawn.current = text;
    if (text !== value) onChange(text);
    look();
  };
  const choose = (hit: (typeof hits)[number] | undefined) => {
    if (!typed || !hit) return;
    putMention(typed.range, hit);
    setTyped(null);
    read();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (open && !event.isComposing) {
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
  const on = { read, look, onKeyDown };
  const latest = useRef(on);
  useLayoutEffect(() => {
    latest.current = on;
  });

  const started = useRef(false);
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    const first = !started.current;
    started.current = true;
    // What was drawn or typed while this was on its way stands in the field and nowhere else.
    if (first && element.hasChildNodes()) return latest.current.read();
    if (drawn.current === value) return;
    drawText(element, value);
    drawn.current = value;
  }, [field, value]);
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    const control = new AbortController();
    const hear = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      handle: (event: HTMLElementEventMap[Name]) => void,
    ) => element.addEventListener(name, handle, { signal: control.signal });
    hear("input", () => latest.current.read());
    hear("keydown", (event) => latest.current.onKeyDown(event));
    hear("keyup", () => latest.current.look());
    hear("click", () => latest.current.look());
    hear("blur", () => setTyped(null));
    hear("paste", (event) => {
      event.preventDefault();
      document.execCommand("insertText", false, event.clipboardData?.getData("text/plain") ?? "");
    });
    hear("beforeinput", (event) => {
      // Bold and italic have no meaning here.
      if (event.inputType.startsWith("format")) event.preventDefault();
    });
    return () => control.abort();
  }, [field]);
  const active = open && chosen ? `${listId}-${chosen.id}` : undefined;
  useEffect(() => {
    const element = field.current;
    const name = (attribute: string, id: string | undefined) =>
      id === undefined ? element?.removeAttribute(attribute) : element?.setAttribute(attribute, id);
    name("aria-controls", open ? listId : undefined);
    name("aria-activedescendant", active);
  }, [field, open, listId, active]);
  return open && <Hits id={listId} hits={hits} chosen={chosen} range={typed.range} onChoose={choose} onPoint={setAt} />;
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
