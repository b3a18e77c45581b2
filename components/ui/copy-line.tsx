"use client";

import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";

type Outcome = "idle" | "copied" | "selected";

/** One line of code with a copy button. On plain http the browser hides its clipboard: then the line is selected instead. */
export function CopyLine({ value, label }: { value: string; label: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<Outcome>("idle");
  const copy = async () => setOutcome((await copied(value, field.current)) ? "copied" : "selected");
  return (
    <div className="grid gap-1">
      <div className="flex items-center rounded-control border border-edge bg-well pr-0.5">
        <input
          ref={field}
          readOnly
          aria-label={label}
          value={value}
          onFocus={(event) => event.currentTarget.select()}
          className="code h-9 min-w-0 flex-1 rounded-control bg-transparent px-3 text-text focus-visible:outline-offset-0"
        />
        <IconButton
          label={`Copy ${label}`}
          icon={outcome === "copied" ? <Check /> : <Copy />}
          onClick={() => {
            copy().catch(() => setOutcome("selected"));
          }}
        />
      </div>
      <p role="status" className="min-h-4 text-muted text-xs">
        {outcome === "copied" && "Copied."}
        {outcome === "selected" && "Selected: press Ctrl+C (⌘C on a Mac) to copy it."}
      </p>
    </div>
  );
}

async function copied(value: string, field: HTMLInputElement | null): Promise<boolean> {
  if (isSecureContext && "clipboard" in navigator) {
    try {
      await navigator.clipboard.writeText(value);
      return true;
    } catch {
      // Refused by a permission: selecting still works.
    }
  }
  field?.focus();
  field?.select();
  return false;
}
