"use client";

import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "@/components/ui/button-class";
import { tip } from "@/components/ui/tip";

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Shortcut shown on hover, e.g. "Mod+Enter". The key itself is bound with `useShortcuts`. */
  keys?: string;
  /** Work under way: the button keeps its size and says so to assistive technology. */
  busy?: boolean;
  /** Why it cannot be pressed now. The button stays focusable so that the reason can be read. */
  blocked?: string;
}

export function Button({ variant, size, icon, keys, busy, blocked, className, children, ...rest }: ButtonProps) {
  const hint = blocked !== undefined ? tip(blocked) : keys !== undefined ? tip(hintOf(children), keys) : undefined;
  const stopped = busy === true || blocked !== undefined;
  return (
    <button
      type="button"
      {...rest}
      {...hint}
      aria-busy={busy || undefined}
      aria-disabled={stopped || undefined}
      aria-description={blocked}
      onClick={stopped ? stop : rest.onClick}
      className={buttonClass(variant, size, className)}
    >
      {icon}
      {children}
    </button>
  );
}

// Also keeps a blocked submit button from submitting its form.
function stop(event: { preventDefault(): void }): void {
  event.preventDefault();
}

function hintOf(children: ReactNode): string {
  return typeof children === "string" ? children : "";
}
