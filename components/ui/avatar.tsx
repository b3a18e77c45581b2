import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";

export interface AvatarProps {
  name: string;
  /** Picture address; initials stand in for it. */
  src?: string | undefined;
  size?: 20 | 24 | 32;
  /** Here right now: adds a ring and says so. */
  present?: boolean;
}

/** Neutral on purpose: a coloured disc beside pictures would pull the eye. */
export function Avatar({ name, src, size = 24, present }: AvatarProps) {
  const label = present ? `${name}, here now` : name;
  return (
    <span
      role="img"
      aria-label={label}
      {...tip(label)}
      // Drawn by CSS: as text, "MT" would be at odds with the name of a button around it.
      data-initials={src === undefined ? initials(name) : undefined}
      style={{ width: size, height: size }}
      className={cx(
        "inline-grid shrink-0 select-none place-items-center overflow-hidden rounded-full bg-edge font-medium text-[10px] text-text leading-none before:content-[attr(data-initials)]",
        present && "ring-2 ring-status-done ring-offset-1 ring-offset-surface",
      )}
    >
      {src !== undefined && <img src={src} alt="" width={size} height={size} />}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}
