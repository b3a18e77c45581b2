import { Check } from "lucide-react";
import { Thumb } from "@/components/media/thumb";
import type { SheetCell } from "@/components/media/use-sheets";
import type { Output } from "@/components/trpc";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { StatusPill } from "@/components/ui/status-pill";
import { ReadinessMark } from "./readiness-mark";
import { statusWords } from "./statuses";
import { tiers } from "./tiers";

interface CharacterCardProps {
  character: Output["characters"]["list"][number];
  href: string;
  focus: { "data-card": true; tabIndex: number };
  eager: boolean;
  sheet?: SheetCell | undefined;
  /** Flung past: its own picture waits. */
  paused?: boolean;
  /** Chosen together with others. */
  selected: boolean;
}

/** A person of the film by their picture. */
export function CharacterCard({ character, href, focus, eager, sheet, paused, selected }: CharacterCardProps) {
  const { id, name, tier, status, picture, readiness, shots } = character;
  return (
    <Link
      {...focus}
      href={href}
      data-character={id}
      aria-description={selected ? "Selected" : undefined}
      className="group grid gap-2.5 rounded-picture"
    >
      <span className="relative block">
        <Thumb
          media={picture}
          alt=""
          ratio={4 / 5}
          sizes="(max-width: 640px) 50vw, 320px"
          eager={eager}
          sheet={sheet}
          paused={paused}
          className={cx(
            "outline-1 -outline-offset-1 group-hover:outline-edge",
            picture ? "outline-transparent" : "bg-surface! outline-line",
            selected && "outline-2! outline-accent!",
          )}
        />
        {selected && (
          <span className="absolute top-2 left-2 grid size-5 place-items-center rounded-full bg-accent-fill text-on-accent">
            <Check aria-hidden className="size-3.5 stroke-2" />
          </span>
        )}
      </span>
      <span className="grid gap-1">
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate text-lg">{name}</span>
          <span className="shrink-0 text-muted text-xs">{tiers[tier]}</span>
        </span>
        <span className="flex flex-wrap items-center justify-between gap-x-2 text-xs">
          <ReadinessMark readiness={readiness} />
          <span className="num whitespace-nowrap text-muted">
            {shots} {shots === 1 ? "shot" : "shots"}
          </span>
        </span>
        <span className="flex">
          <StatusPill tone={statusWords[status].tone} label={statusWords[status].label} />
        </span>
      </span>
    </Link>
  );
}
