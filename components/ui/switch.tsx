import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/components/ui/cx";

export interface SwitchProps extends Omit<ComponentProps<"input">, "type" | "role"> {
  label: ReactNode;
  help?: ReactNode;
}

/** A setting that acts at once. A choice sent with a form is a checkbox. */
export function Switch({ label, help, className, ...rest }: SwitchProps) {
  return (
    <label className={cx("flex items-start justify-between gap-4 text-sm pointer-coarse:min-h-11", className)}>
      <span className="grid">
        <span>{label}</span>
        {help !== undefined && <span className="text-muted text-xs">{help}</span>}
      </span>
      <span className="relative mt-0.5 inline-flex h-4 w-7 shrink-0">
        <input
          {...rest}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox reports its own checked state
          role="switch"
          className="peer h-4 w-7 appearance-none rounded-full border border-control bg-well checked:border-accent-fill checked:bg-accent-fill disabled:opacity-45"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-1 left-1 size-2 rounded-full bg-control transition-[translate] duration-100 peer-checked:translate-x-3 peer-checked:bg-on-accent"
        />
      </span>
    </label>
  );
}
