import type { ComponentProps } from "react";
import { cx } from "@/components/ui/cx";
import { fieldClass } from "@/components/ui/input";

/** Grows with its text where the browser can (field-sizing); otherwise `rows` holds. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea rows={rows} {...rest} className={cx(fieldClass, "field-sizing-content max-h-64 py-1.5", className)} />
  );
}
