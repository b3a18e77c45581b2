import { Link } from "@/components/ui/link";
import { StatusDot } from "@/components/ui/status-dot";
import type { StatusShape, StatusTone } from "@/components/ui/status-tone";

export interface NodePillProps {
  href: string;
  name: string;
  /** What it does, in words: "rendering 3/8 · 2 m", "idle", "offline". */
  text: string;
  tone: StatusTone;
  shape?: StatusShape;
}

/** "attic · rendering 3/8 · 2 m". On a phone only the sign is drawn; the words stay for screen readers. */
export function NodePill({ href, name, text, tone, shape }: NodePillProps) {
  return (
    <Link
      href={href}
      className="num flex h-8 items-center gap-1.5 rounded-full text-xs hover:bg-hover max-sm:w-8 max-sm:justify-center sm:border sm:border-edge sm:pr-3 sm:pl-2 pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <StatusDot tone={tone} {...(shape === undefined ? {} : { shape })} />
      <span className="max-sm:sr-only">
        {name} <span className="text-muted">· {text}</span>
      </span>
    </Link>
  );
}
