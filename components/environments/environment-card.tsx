import { Thumb } from "@/components/media/thumb";
import type { Output } from "@/components/trpc";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { kindWords } from "@/contract/environment/kind";

interface EnvironmentCardProps {
  environment: Output["environments"]["list"][number];
  href: string;
  focus: { "data-card": true; tabIndex: number };
  eager: boolean;
}

const many = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;
const shownStates = 4;

/** A place of the film by its picture: its kind, its lights, and how often it is used. */
export function EnvironmentCard({ environment, href, focus, eager }: EnvironmentCardProps) {
  const { name, picture, kind, states, plates, panoramas, shots } = environment;
  const pictures = [plates > 0 && many(plates, "plate"), panoramas > 0 && many(panoramas, "panorama")].filter(Boolean);
  return (
    <Link {...focus} href={href} className="group grid gap-2.5 rounded-picture">
      <Thumb
        media={picture}
        alt=""
        ratio={16 / 9}
        sizes="(max-width: 640px) 100vw, 480px"
        eager={eager}
        className={cx(
          "outline-1 -outline-offset-1 group-hover:outline-edge",
          picture ? "outline-transparent" : "bg-surface! outline-line",
        )}
      />
      <span className="grid gap-1">
        <span className="flex min-w-0 items-baseline justify-between gap-3">
          <span className="truncate text-lg">{name}</span>
          <span className="num shrink-0 text-muted text-xs">
            {shots === 0 ? "Not used yet" : `Used in ${many(shots, "shot")}`}
          </span>
        </span>
        <span className="flex min-h-5 min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
          <span className="num">{[kindWords[kind].label, ...pictures].join(" · ")}</span>
          {states.slice(0, shownStates).map(({ id, name: state, colour }) => (
            <span key={id} className="inline-flex items-center gap-1.5">
              <span aria-hidden className="size-2 rounded-full outline-1 outline-edge" style={{ background: colour }} />
              {state}
            </span>
          ))}
          {states.length > shownStates && <span className="num">+{states.length - shownStates}</span>}
        </span>
      </span>
    </Link>
  );
}
