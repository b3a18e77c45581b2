"use client";
import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import type { Checklist } from "./use-checklist";

/** The first steps: each leads to its place, is ticked by hand or when it was done, and the card can be put away. */
export function ChecklistCard({ checklist }: { checklist: Checklist }) {
  const { items, tick, dismiss } = checklist;
  const done = items.filter((item) => item.done).length;
  const next = items.find((item) => !item.done);
  return (
    <section aria-label="First steps" className="grid gap-2 rounded-panel border bg-surface p-4">
      <header className="flex items-center justify-between gap-3">
        <h2 className="text-sm">
          First steps{" "}
          <span className="num font-normal text-muted">
            {done} of {items.length}
          </span>
        </h2>
        <IconButton label="Put the checklist away" icon={<X />} onClick={dismiss} className="-my-1.5 -mr-2" />
      </header>
      <ol className="grid">
        {items.map((item) => (
          <li key={item.id} className="flex items-start gap-2.5 py-1">
            <Checkbox
              aria-label={`Done: ${item.title}`}
              checked={item.done}
              disabled={item.seen}
              onChange={({ target }) => tick(item.id, target.checked)}
              className="mt-[3px] pointer-coarse:-mt-2 pointer-coarse:-mr-3 pointer-coarse:-mb-3 pointer-coarse:-ml-3.5"
            />
            <Link
              href={item.href}
              onClick={() => item.id === "package" && !item.done && tick("package", true)}
              className="grid rounded-control hover:[&>span:first-child]:underline"
            >
              <span className={item.done ? "text-muted" : item === next ? "font-medium" : ""}>{item.title}</span>
              {item === next && <span className="text-pretty text-muted text-xs">{item.help}</span>}
            </Link>
          </li>
        ))}
      </ol>
      {!next && (
        <div className="grid justify-items-start gap-2 border-t pt-3">
          <p>That is the whole loop: from a character to an approved frame.</p>
          <Button onClick={dismiss}>Put the checklist away</Button>
        </div>
      )}
    </section>
  );
}
