import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";

const radius = 7;
const round = 2 * Math.PI * radius;

interface LikenessRingProps {
  value: number | null;
  /** Measured beside a package that is another by now: a dot in the middle, and the words. */
  stale: boolean;
  casts: boolean;
}

/** How like the cast the worst face of a shot is, 0–1, as ring and number; dashed while nothing could be scored. */
export function LikenessRing({ value, stale, casts }: LikenessRingProps) {
  if (value === null) return casts ? <NoScore stale={stale} /> : <span className="text-muted">—</span>;
  const percent = Math.round(value * 100);
  const tone = value >= 0.6 ? "text-status-done" : value >= 0.4 ? "text-status-ready" : "text-status-retake";
  return (
    <span className="num inline-flex items-center gap-1.5" {...(stale ? tip(old) : {})}>
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
        {stale && dot}
      </svg>
      {percent}
      {stale && <span className="sr-only">. {old}</span>}
    </span>
  );
}

const missing = "No score. More, Likeness says what is missing.";
const old = "A package changed since this was measured: measure again with More, Likeness.";
const dot = <circle cx="9" cy="9" r="2" fill="currentColor" />;

function NoScore({ stale }: { stale: boolean }) {
  const words = stale ? old : missing;
  return (
    <span className="inline-flex text-muted" {...tip(words)}>
      <svg viewBox="0 0 18 18" aria-hidden className="size-[18px] shrink-0">
        <circle cx="9" cy="9" r={radius} fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="3 2.5" />
        {stale && dot}
      </svg>
      <span className="sr-only">{words}</span>
    </span>
  );
}
