"use client";
import { Play } from "lucide-react";
import { Thumb } from "@/components/media/thumb";
import { versionName } from "@/components/storyboard/version-words";
import { useCan } from "@/components/studio/viewer";
import type { Output } from "@/components/trpc";
import { Ago } from "@/components/ui/ago";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";

type Waiting = Output["review"]["waiting"];
type Frame = Waiting["frames"][number];

/** Frames that wait for a judgement, the longest waiting first, large enough to judge from here which to open. */
export function ReviewShelf({ count, frames }: Waiting) {
  const can = useCan();
  const [first] = frames;
  const judges = can("approve frames");
  return (
    <Section
      title={judges ? "To review" : "In review"}
      count={count}
      actions={
        first && (
          <ButtonLink href={reviewHref(first)} variant={judges ? "primary" : "secondary"} icon={<Play />}>
            {judges ? "Start review" : "Look at them"}
          </ButtonLink>
        )
      }
    >
      {frames.length === 0 ? (
        <p className="text-muted">Nothing waits for a judgement.</p>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,280px),1fr))] gap-x-4 gap-y-5 max-sm:grid-cols-2 max-sm:gap-x-3">
          {frames.map((frame, at) => (
            <li key={frame.id} className="min-w-0">
              <FrameCard frame={frame} eager={at < 4} act={judges ? "Review" : "Look"} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function FrameCard({ frame, eager, act }: { frame: Frame; eager: boolean; act: string }) {
  return (
    <Link href={reviewHref(frame)} className="group grid gap-2 rounded-picture">
      <Thumb media={frame.picture} alt="" ratio={16 / 9} eager={eager} sizes="(min-width: 640px) 320px, 46vw" />
      <span className="grid min-w-0 gap-0.5">
        <span className="flex min-w-0 items-baseline justify-between gap-2">
          <span className="code truncate">
            {frame.shot} {frame.label}
            {frame.number !== null && <span className="text-muted"> {versionName(frame.number)}</span>}
          </span>
          <span className="shrink-0 text-accent-text text-xs group-hover:underline max-sm:hidden">{act}</span>
        </span>
        <span className="truncate text-muted text-xs">{frame.action || "No description"}</span>
        <span className="truncate text-muted text-xs">
          {frame.project} · <Ago at={frame.updatedAt} />
        </span>
      </span>
    </Link>
  );
}

const reviewHref = ({ slug, id }: Frame): string => `/p/${slug}/review?sel=${id}`;
