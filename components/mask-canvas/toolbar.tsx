"use client";

import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from "react";

interface ToolbarProps {
  label: string;
  vertical?: boolean;
  className?: string;
  children: ReactNode;
}

/** One stop in the tab order; arrows, Home and End move between its buttons. */
export function Toolbar({ label, vertical = false, className, children }: ToolbarProps) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const buttons = buttonsOf(ref.current);
    if (!buttons.some((button) => button.tabIndex === 0 && button.dataset.stop !== undefined))
      makeStop(buttons, buttons[0]);
  });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = buttonsOf(ref.current).filter((button) => !button.disabled);
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const steps: Record<string, number> = {
      [vertical ? "ArrowDown" : "ArrowRight"]: at + 1,
      [vertical ? "ArrowUp" : "ArrowLeft"]: at - 1,
      Home: 0,
      End: buttons.length - 1,
    };
    const step = steps[event.key];
    const next = step === undefined ? undefined : buttons[(step + buttons.length) % buttons.length];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div
      ref={ref}
      role="toolbar"
      aria-label={label}
      aria-orientation={vertical ? "vertical" : "horizontal"}
      onKeyDown={onKeyDown}
      onFocus={(event) => makeStop(buttonsOf(ref.current), event.target)}
      className={className}
    >
      {children}
    </div>
  );
}

const buttonsOf = (toolbar: HTMLElement | null) => [...(toolbar?.querySelectorAll("button") ?? [])];

// Set on the elements: React owns no tabIndex here, and focus must not draw the whole bar again.
function makeStop(buttons: readonly HTMLButtonElement[], stop: EventTarget | undefined): void {
  for (const button of buttons) {
    button.tabIndex = button === stop ? 0 : -1;
    if (button === stop) button.dataset.stop = "";
    else delete button.dataset.stop;
  }
}
