import { cx } from "@/components/ui/cx";
import { StatusDot } from "@/components/ui/status-dot";
import { type StatusShape, type StatusTone, toneClass } from "@/components/ui/status-tone";

export interface StatusPillProps {
  tone: StatusTone;
  /** The status in words, as people read it: "Needs review". */
  label: string;
  shape?: StatusShape;
  /** A CSS colour instead of the tone's own, readable in both themes. */
  colour?: string;
  className?: string;
}

/** Word, shape and outline; never colour alone. */
export function StatusPill({ tone, label, shape, colour, className }: StatusPillProps) {
  return (
    <span
      className={cx(
        "inline-flex h-6 max-w-full items-center gap-1.5 rounded-full border border-current/35 pr-2.5 pl-1.5 text-xs",
        colour === undefined && toneClass[tone],
        className,
      )}
      style={colour === undefined ? undefined : { color: colour }}
    >
      <StatusDot
        tone={tone}
        {...(shape === undefined ? {} : { shape })}
        {...(colour === undefined ? {} : { colour })}
      />
      <span className="truncate">{label}</span>
    </span>
  );
}
