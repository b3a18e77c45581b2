"use client";

import { type KeyboardEvent, type ReactNode, Suspense, useId, useState } from "react";
import { tabClass, tabListClass } from "@/components/ui/tab-class";

export interface TabItem<Key extends string = string> {
  key: Key;
  label: string;
  count?: number;
  content: ReactNode;
  /** The content never loads when shown, so the server's page shows it at once: React puts a boundary's in place by script. */
  atOnce?: boolean;
}

export interface TabsProps<Key extends string> {
  label: string;
  items: readonly TabItem<Key>[];
  /** Given with `onChange`, the owner holds the choice (e.g. in the URL). */
  value?: Key;
  onChange?: (key: Key) => void;
  className?: string;
}

/** Panels of one place. Pages with their own URL use `TabLinks`. Arrows move and choose; only the open panel is mounted. */
export function Tabs<Key extends string>({ label, items, value, onChange, className }: TabsProps<Key>) {
  const id = useId();
  const [own, setOwn] = useState(items[0]?.key);
  const current = items.find((item) => item.key === (value ?? own)) ?? items[0];
  const choose = (key: Key) => {
    setOwn(key);
    onChange?.(key);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = items.findIndex((item) => item.key === current?.key);
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 };
    const step = steps[event.key];
    if (step === undefined) return;
    const next = items[(step + items.length) % items.length];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    choose(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  };
  return (
    <div className={className ?? "flex min-h-0 flex-col"}>
      <div role="tablist" aria-label={label} onKeyDown={onKeyDown} className={`${tabListClass} px-4`}>
        {items.map((item) => (
          <button
            key={item.key}
            type="button"
            role="tab"
            id={`${id}-${item.key}`}
            aria-selected={item === current}
            aria-controls={item === current ? `${id}-panel` : undefined}
            tabIndex={item === current ? 0 : -1}
            onClick={() => choose(item.key)}
            className={tabClass(item === current)}
          >
            {item.label}
            {item.count !== undefined && <span className="num text-muted text-xs">{item.count}</span>}
          </button>
        ))}
      </div>
      {current && (
        <div
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-${current.key}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling panel must be reachable by keyboard
          tabIndex={0}
          className="focus-inset min-h-0 flex-1 overflow-y-auto"
        >
          {current.atOnce ? current.content : <Suspense fallback={null}>{current.content}</Suspense>}
        </div>
      )}
    </div>
  );
}
