import { cx } from "@/components/ui/cx";
import { type StatusTone, toneClass } from "@/components/ui/status-tone";

export interface RingProps {
  value: number;
  total: number;
  /** What is counted: "angles". Read as "7 of 9 angles". */
  label: string;
  size?: number;
  tone?: StatusTone;
  /** Writes the count inside; from 32 px up. */
  count?: boolean;
}

/** How ready something is, as a ring of `value` of `total`. Full is green unless `tone` says otherwise. */
export function Ring({ value, total, label, size = 20, tone, count }: RingProps) {
  const share = total <= 0 ? 0 : Math.min(1, Math.max(0, value / total));
  const width = size >= 32 ? 3 : 2.5;
  const radius = (size - width) / 2;
  const length = 2 * Math.PI * radius;
  const shared = { cx: size / 2, cy: size / 2, r: radius, fill: "none", strokeWidth: width };
  return (
    <svg
      role="img"
      aria-label={`${value} of ${total} ${label}`}
      data-tip={`${value} of ${total} ${label}`}
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      className={cx("shrink-0", toneClass[tone ?? (share === 1 ? "done" : "ready")])}
    >
      <circle {...shared} className="stroke-edge" />
      {share > 0 && (
        <circle
          {...shared}
          stroke="currentColor"
          strokeDasharray={`${length * share} ${length}`}
          transform={`rotate(-90 ${size / 2} ${size / 2})`}
        />
      )}
      {count && (
        <text x="50%" y="50%" dy="0.36em" textAnchor="middle" className="num fill-text text-[11px]">
          {value}/{total}
        </text>
      )}
    </svg>
  );
}
