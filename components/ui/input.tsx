import type { ComponentProps } from "react";
import { cx } from "@/components/ui/cx";

/** Shared by input, textarea and select: an inset field with a hairline edge. */
export const fieldClass = cx(
  "w-full min-w-0 rounded-control border border-edge bg-well px-2.5 text-sm text-text placeholder:text-muted",
  "hover:border-control focus-visible:border-accent focus-visible:outline-offset-0",
  "disabled:opacity-45 read-only:bg-transparent aria-invalid:border-danger pointer-coarse:min-h-11",
);

export interface InputProps extends ComponentProps<"input"> {
  /** Word after the value, e.g. "px". Also give it to the field's label for assistive technology. */
  unit?: string;
}

export function Input({ unit, className, ...rest }: InputProps) {
  if (unit === undefined) return <input {...rest} className={cx(fieldClass, "h-8", className)} />;
  return (
    <span className="relative block">
      <input {...rest} className={cx(fieldClass, "num h-8 pr-10", className)} />
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-muted text-xs"
      >
        {unit}
      </span>
    </span>
  );
}
