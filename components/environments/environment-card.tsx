import Link from "next/link";
import { Thumb } from "@/components/media/thumb";
import type { Output } from "@/components/trpc";
import { cx } from "@/components/ui/cx";

interface EnvironmentCardProps {
  environment: Output["environments"]["list"][number];
  href: string;
  focus: { "data-card": true; tabIndex: number };
  eager: boolean;
}

const many = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;

/** A place of the film by its picture. */
export function EnvironmentCard({ environment, href, focus, eager }: EnvironmentCardProps) {
  const { name, picture, plates, shots } = environment;
  return (
    <Link {...focus} href={href} className="group grid gap-2.5 rounded-picture">
      <Thumb
        media={picture}
        alt=""
        ratio={16 / 9}
        sizes="(max-width: 640px) 50vw, 480px"
        eager={eager}
        className={cx(
          "outline-1 -outline-offset-1 group-hover:outline-edge",
          picture ? "outline-transparent" : "bg-surface! outline-line",
        )}
      />
      <span className="grid gap-0.5">
        <span className="truncate text-lg">{name}</span>
        <span className="num text-muted text-xs">
          {many(plates, "plate")} · {many(shots, "shot")}
        </span>
      </span>
    </Link>
  );
}
