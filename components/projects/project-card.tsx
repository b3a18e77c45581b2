import { Thumb } from "@/components/media/thumb";
import type { Output } from "@/components/trpc";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { StatusDot } from "@/components/ui/status-dot";

export type ProjectRow = Output["projects"]["list"][number];

interface ProjectCardProps {
  project: ProjectRow;
  focus: { "data-card": true; tabIndex: number };
  eager: boolean;
}

/** A film by its picture: name, and how far its frames are. */
export function ProjectCard({ project, focus, eager }: ProjectCardProps) {
  const { slug, name, description, cover, frames, done, waiting, isSample } = project;
  return (
    <Link {...focus} href={`/p/${slug}`} className="group grid gap-2.5 rounded-picture">
      <Thumb
        media={cover}
        alt=""
        ratio={16 / 9}
        sizes="(max-width: 640px) 100vw, 480px"
        eager={eager}
        className={cx(
          "outline-1 -outline-offset-1 group-hover:outline-edge",
          cover ? "outline-transparent" : "bg-surface! outline-line",
        )}
      />
      <span className="grid gap-0.5">
        <span className="flex items-center gap-2">
          <span className="truncate text-lg">{name}</span>
          {isSample && <Badge>Sample</Badge>}
        </span>
        <span className="truncate text-muted">{description || "No description yet"}</span>
        <span className="num mt-1 flex min-h-4 flex-wrap items-center gap-x-4 gap-y-1 text-muted text-xs">
          {frames === 0 && "No frames yet"}
          {frames > 0 && (
            <span className="flex items-center gap-1.5">
              <StatusDot tone="done" />
              {done} of {frames} approved
            </span>
          )}
          {waiting > 0 && (
            <span className="flex items-center gap-1.5 text-status-wfa">
              <StatusDot tone="wfa" />
              {waiting} to review
            </span>
          )}
        </span>
      </span>
    </Link>
  );
}
