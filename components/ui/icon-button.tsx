import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** Accessible name, also the hint on hover. */
  label: string;
  icon: ReactNode;
  keys?: string;
  /** For toggles: sets aria-pressed. */
  pressed?: boolean;
}

export function IconButton({ label, icon, keys, pressed, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      {...tip(label, keys)}
      {...rest}
      className={cx(
        "inline-grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-text active:bg-press",
        "disabled:pointer-events-none disabled:opacity-45 aria-pressed:bg-selected aria-pressed:text-accent-text",
        "pointer-coarse:size-11 [&_svg]:size-4 [&_svg]:stroke-[1.5]",
        className,
      )}
    >
      {icon}
    </button>
  );
}
