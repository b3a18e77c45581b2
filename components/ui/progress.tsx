import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

export interface ProgressProps {
  /** 0 to 1; left out while the amount is unknown. */
  value?: number | undefined;
  /** Accessible name: "Upscale SQ010_SH0020". */
  label: string;
  /** Words beside the bar: "step 3 of 8 · 2 min left". */
  detail?: ReactNode;
  className?: string;
}

export function Progress({ value, label, detail, className }: ProgressProps) {
  const share = value === undefined ? undefined : Math.min(1, Math.max(0, value));
  return (
    <div className={cx("grid gap-1", className)}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
        className="h-[3px] overflow-hidden rounded-full bg-edge"
      >
        {share === undefined ? (
          <div className="h-full w-1/3 animate-[travel_1.4s_ease-in-out_infinite] rounded-full bg-muted" />
        ) : (
          <div className="h-full rounded-full bg-text" style={{ width: `${share * 100}%` }} />
        )}
      </div>
      {detail !== undefined && <div className="num text-muted text-xs">{detail}</div>}
    </div>
  );
}
