"use client";

import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/components/ui/cx";

const box = cx(
  "peer col-start-1 row-start-1 size-4 appearance-none rounded-[4px] border border-control bg-well",
  "checked:border-accent-fill checked:bg-accent-fill indeterminate:border-accent-fill indeterminate:bg-accent-fill",
);

export interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  /** Left out, the input needs an aria-label. */
  label?: ReactNode;
  /** Some, not all. */
  mixed?: boolean;
}

export function Checkbox({ label, mixed, className, ...rest }: CheckboxProps) {
  const input = (
    <span className="grid size-4 shrink-0 place-items-center">
      <input
        {...rest}
        type="checkbox"
        aria-checked={mixed ? "mixed" : undefined}
        ref={(node) => {
          if (node) node.indeterminate = mixed === true;
        }}
        className={box}
      />
      <Mark d="m4 8.5 2.6 2.5L12 5.5" className={mixed ? "hidden" : "opacity-0 peer-checked:opacity-100"} />
      {mixed && <Mark d="M4.5 8h7" className="" />}
    </span>
  );
  if (label === undefined)
    return <span className={cx("inline-flex align-middle pointer-coarse:p-3.5", className)}>{input}</span>;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is in {input}
    <label className={cx("inline-flex min-h-6 items-center gap-2 text-sm pointer-coarse:min-h-11", className)}>
      {input}
      <span>{label}</span>
    </label>
  );
}

function Mark({ d, className }: { d: string; className: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      className={cx(
        "pointer-events-none col-start-1 row-start-1 size-4 fill-none stroke-2 stroke-on-accent",
        className,
      )}
    >
      <path d={d} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
