import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";
import { likenessLimits } from "@/contract/profile/likeness";
import { type LikenessState, likenessWords } from "@/contract/profile/likeness-state";

const radius = 7;
const round = 2 * Math.PI * radius;

/** Word of a score: shape and word stand beside the colour. */
export const scoreTone = (value: number) =>
  value >= likenessLimits.like
    ? { word: "like", className: "text-status-done" }
    : value >= likenessLimits.doubtful
      ? { word: "doubtful", className: "text-status-ready" }
      : { word: "unlike", className: "text-status-retake" };

interface LikenessMarkProps {
  row: LikenessState;
  /** What the nodes lack for scores, in sentences. */
  lacks: readonly string[];
  className?: string;
}

/** The likeness of one picture: a ring filled by its worst score and the number, or a dashed ring where there is none. */
export function LikenessMark({ row, lacks, className }: LikenessMarkProps) {
  const words = likenessWords(row, lacks);
  const value = row.value;
  return (
    <span
      {...tip(words)}
      className={cx("num inline-flex items-center gap-1 text-xs", value === null && "text-muted", className)}
    >
      <svg
        viewBox="0 0 18 18"
        aria-hidden
        className={cx("size-4 shrink-0", value === null ? "text-muted" : scoreTone(value).className)}
      >
        <circle
          cx="9"
          cy="9"
          r={radius}
          fill="none"
          strokeWidth="2.5"
          stroke={value === null ? "currentColor" : undefined}
          strokeDasharray={value === null ? "3 2.5" : undefined}
          className={value === null ? undefined : "stroke-edge"}
        />
        {value !== null && (
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
        )}
        {/* Measured beside a package that is another by now: a dot in the middle, and the words. */}
        {row.stale && <circle cx="9" cy="9" r="2" fill="currentColor" />}
      </svg>
      {value !== null && <span aria-hidden>{Math.round(value * 100)}</span>}
      <span className="sr-only">{words}</span>
    </span>
  );
}
