import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";

const radius = 7;
const round = 2 * Math.PI * radius;

/** How like the cast the worst face of a shot is, 0–1, as ring and number; dashed while nothing could be scored. */
export function LikenessRing({ value, casts }: { value: number | null; casts: boolean }) {
  if (value === null) return casts ? <NoScore /> : <span className="text-muted">—</span>;
  const percent = Math.round(value * 100);
  const tone = value >= 0.6 ? "text-status-done" : value >= 0.4 ? "text-status-ready" : "text-status-retake";
  return (
    <span className="num inline-flex items-center gap-1.5">
      <svg viewBox="0 0 18 18" aria-hidden className={cx("size-[18px] shrink-0", tone)}>
        <circle cx="9" cy="9" r={radius} fill="none" strokeWidth="2.5" className="stroke-edge" />
        <circle
          cx="9"
          cy="9"
          r={radius}
          fill="none"
          stroke="currentColor"
          strokeWidth="2.5"
          strokeDasharray={`${round * value} ${round}`}
          transform="rotate(-90 9 9)"
        />
      </svg>
      {percent}
    </span>
  );
}

const missing = "No score. More, Likeness says what is missing.";

function NoScore() {
  return (
    <span className="inline-flex text-muted" {...tip(missing)}>
      <svg viewBox="0 0 18 18" aria-hidden className="size-[18px] shrink-0">
        <circle cx="9" cy="9" r={radius} fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="3 2.5" />
      </svg>
      <span className="sr-only">{missing}</span>
    </span>
  );
}
