"use client";

import { History } from "lucide-react";
import { useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { nameOf, originOf } from "@/components/storyboard/version-words";
import { Ago } from "@/components/ui/ago";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Sheet } from "@/components/ui/sheet";
import type { CanvasVersion } from "./strip-items";
import { useCanvasHref } from "./use-canvas-href";
import type { Decide } from "./use-decide";

interface HistorySheetProps {
  versions: readonly CanvasVersion[];
  openId: string;
  currentId: string | null;
  decide: Decide;
}

/** Everything this frame ever had, rejected results included, newest first. */
export function HistorySheet({ versions, openId, currentId, decide }: HistorySheetProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="quiet" icon={<History />} onClick={() => setOpen(true)}>
        History
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title="History of this frame">
        <ul className="grid gap-3">
          {versions.toReversed().map((version) => (
            <li key={version.id} className="grid grid-cols-[112px_minmax(0,1fr)] gap-3">
              <Thumb media={version.picture} alt="" ratio={16 / 9} fit="contain" sizes="112px" />
              <div className="grid content-start gap-0.5">
                <p className="flex items-center gap-2">
                  <span className={version.number === null ? "first-letter:capitalize" : "code"}>
                    {nameOf(version)}
                  </span>
                  {version.id === currentId && <Badge>shown</Badge>}
                  {version.rough && <Badge>rough</Badge>}
                </p>
                <p className="truncate text-muted text-xs">
                  {originOf(version)}
                  {version.seed !== null && <span className="code">{` · seed ${version.seed}`}</span>}
                </p>
                <p className="truncate text-muted text-xs">
                  {version.author && `${version.author} · `}
                  <Ago at={version.createdAt} />
                </p>
                <Acts version={version} openId={openId} currentId={currentId} decide={decide} />
              </div>
            </li>
          ))}
        </ul>
      </Sheet>
    </>
  );
}

function Acts({
  version,
  openId,
  currentId,
  decide,
}: Omit<HistorySheetProps, "versions"> & { version: CanvasVersion }) {
  const canvasHref = useCanvasHref();
  const { id, state, kind } = version;
  return (
    <div className="mt-1 flex flex-wrap items-center gap-2 text-xs">
      {state === "rejected" && (
        <Button size="sm" onClick={() => decide.bringBack(id)}>
          Bring back
        </Button>
      )}
      {state === "accepted" && kind === "picture" && id !== currentId && (
        <Button size="sm" onClick={() => decide.show(id)}>
          Show in the frame
        </Button>
      )}
      {id === openId ? (
        <span className="text-muted">Open now</span>
      ) : (
        state === "accepted" && (
          <Link href={canvasHref(id)} className="rounded-control text-accent-text underline underline-offset-2">
            Open on the canvas
          </Link>
        )
      )}
    </div>
  );
}
