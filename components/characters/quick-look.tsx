"use client";

import { mediaUrl } from "@/components/media/url";
import type { Output } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import { Dialog } from "@/components/ui/dialog";
import { StatusPill } from "@/components/ui/status-pill";
import { ReadinessMark } from "./readiness-mark";
import { statusWords } from "./statuses";
import { tiers } from "./tiers";

interface QuickLookProps {
  character: Output["characters"]["list"][number];
  href: string;
  onClose: () => void;
}

/** A character large, without leaving the grid. */
export function QuickLook({ character, href, onClose }: QuickLookProps) {
  const { name, code, tier, status, triggerWord, description, picture, readiness, shots } = character;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={name}
      footer={
        <ButtonLink href={href} variant="primary" data-autofocus>
          Open {name}
        </ButtonLink>
      }
    >
      <div className="grid gap-5 sm:grid-cols-[minmax(0,1fr)_220px]">
        {picture ? (
          <img
            src={mediaUrl(picture.id, 1024)}
            alt={name}
            width={picture.width}
            height={picture.height}
            className="max-h-[60dvh] w-auto max-w-full justify-self-center rounded-picture"
          />
        ) : (
          <p className="grid aspect-[4/5] max-h-72 place-items-center rounded-picture bg-well text-muted">
            No picture yet
          </p>
        )}
        <div className="grid content-start justify-items-start gap-2.5">
          <span className="flex flex-wrap items-center gap-x-3">
            <span className="code text-muted">{code}</span>
            <span className="text-muted">{tiers[tier]}</span>
          </span>
          <StatusPill tone={statusWords[status].tone} label={statusWords[status].label} />
          <ReadinessMark readiness={readiness} />
          <span className="num text-muted">
            {shots} {shots === 1 ? "shot" : "shots"}
          </span>
          <span className="code break-all">{triggerWord ?? <span className="text-muted">No trigger word</span>}</span>
          <p className="text-pretty">{description}</p>
        </div>
      </div>
    </Dialog>
  );
}
