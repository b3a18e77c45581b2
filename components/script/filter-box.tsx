"use client";

import { Search, X } from "lucide-react";
import { type Ref, useEffect, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { fieldClass } from "@/components/ui/input";
import { tip } from "@/components/ui/tip";

interface FilterBoxProps {
  ref: Ref<HTMLInputElement>;
  value: string;
  onChange: (text: string) => void;
  /** Enter or arrow down: on to what was found. */
  onLeave: () => void;
}

/** Words and `key:value` terms; the table follows while typing. */
export function FilterBox({ ref, value, onChange, onLeave }: FilterBoxProps) {
  const [text, setText] = useState(value);
  // The address follows a moment later: while somebody types, the field is right and the address is old.
  useEffect(() => {
    if (!document.activeElement?.matches("[data-filter]")) setText(value);
  }, [value]);
  const change = (next: string) => {
    setText(next);
    onChange(next);
  };
  return (
    <search
      className="relative min-w-0 max-w-96 flex-1"
      {...tip("Words, or status:wfa · seq:SQ010 · cast:mara · env: · who: · note: · a minus leaves out", "/")}
    >
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 stroke-[1.5] text-muted"
      />
      <input
        ref={ref}
        type="text"
        data-filter
        inputMode="search"
        aria-label="Filter shots"
        placeholder="Filter: status:wfa cast:mara"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            if (text === "") event.currentTarget.blur();
            else change("");
          } else if (event.key === "Enter" || event.key === "ArrowDown") onLeave();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        className={`${fieldClass} h-8 pr-8 pl-8`}
      />
      {text !== "" && (
        <IconButton label="Show all" icon={<X />} onClick={() => change("")} className="absolute top-0 right-0" />
      )}
    </search>
  );
}
