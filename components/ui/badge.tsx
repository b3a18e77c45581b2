import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

/** A small neutral word or number: "rough", "v003", "2/5". Statuses use `StatusPill`. */
export function Badge({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cx(
        "num inline-flex h-5 shrink-0 items-center rounded-[4px] border border-edge px-1.5 text-muted text-xs",
        className,
      )}
    >
      {children}
    </span>
  );
}
