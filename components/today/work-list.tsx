"use client";
import { Thumb } from "@/components/media/thumb";
import { useStatuses } from "@/components/statuses/statuses";
import type { Output } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { StatusPill } from "@/components/ui/status-pill";

type Mine = Output["review"]["mine"];
type Frame = Mine["frames"][number];

/** What was sent back, then what I have begun, then what I have not. */
export function WorkList({ count, frames }: Mine) {
  return (
    <Section title="My work" count={count}>
      {frames.length === 0 ? (
        <p className="text-muted">Nothing is assigned to you and nothing was sent back.</p>
      ) : (
        <ul className="border-y [&>li+li]:border-t">
          {frames.map((frame) => (
            <li key={frame.id}>
              <WorkRow frame={frame} />
            </li>
          ))}
        </ul>
      )}
      {count > frames.length && <p className="text-muted text-xs">and {count - frames.length} more</p>}
    </Section>
  );
}

function WorkRow({ frame }: { frame: Frame }) {
  const shot = `/p/${frame.slug}/script/shots/${encodeURIComponent(frame.shot)}`;
  const { look, set } = useStatuses();
  const fix = set.of(frame.status).isRetake && frame.versionId !== null;
  return (
    <div className="flex items-center gap-3 py-2">
      <Link href={shot} tabIndex={-1} aria-hidden className="shrink-0">
        <Thumb media={frame.picture} alt="" ratio={16 / 9} sizes="112px" className="w-28" />
      </Link>
      <div className="grid min-w-0 flex-1 gap-1">
        <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <Link href={shot} className="code truncate rounded-control hover:underline">
            {frame.shot} {frame.label}
          </Link>
          <StatusPill {...look(frame.status)} />
        </span>
        <span className="truncate text-muted text-xs">{frame.action || frame.project}</span>
      </div>
      {fix ? (
        <ButtonLink href={`/p/${frame.slug}/masks/${frame.versionId}`} className="max-sm:hidden">
          Fix on the canvas
        </ButtonLink>
      ) : (
        <ButtonLink href={shot} variant="quiet" className="max-sm:hidden">
          Open the shot
        </ButtonLink>
      )}
    </div>
  );
}
