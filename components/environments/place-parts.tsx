"use client";

import { ImagePlus } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useCan } from "@/components/studio/viewer";
import { Button } from "@/components/ui/button";
import type { AddPictures } from "./add-pictures";
import type { Edits } from "./use-environment-edits";

const PlaceHistory = lazy(() => import("./place-history").then((file) => ({ default: file.PlaceHistory })));

/** The first thing on the page of a place that has no pictures. */
export function NoPictures({ edits, add }: { edits: Edits | undefined; add: AddPictures }) {
  if (!edits) return <p className="text-muted">No pictures yet.</p>;
  return (
    <div className="grid justify-items-center gap-3 rounded-panel border border-edge border-dashed px-6 py-12 text-center">
      <p className="text-lg">Drop the first plates here, several at once.</p>
      <Button variant="primary" icon={<ImagePlus />} onClick={() => add.choose({ role: "auto" })}>
        Choose pictures
      </Button>
      <p className="max-w-prose text-pretty text-muted text-xs">
        PNG, JPEG, WebP, TIFF, a still GIF, Radiance HDR or OpenEXR. A picture twice as wide as high becomes a panorama.
        The first one becomes the main picture.
      </p>
    </div>
  );
}

/** A section that loads when it is opened. */
export function Fold({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)} className="group min-w-0">
      <summary className="cursor-pointer rounded-control font-medium text-sm">{title}</summary>
      <div className="pt-3">{open && <Suspense fallback={<div className="h-40" />}>{children}</Suspense>}</div>
    </details>
  );
}

/** For those who may see who did what. */
export function History({ environmentId }: { environmentId: string }) {
  if (!useCan()("edit shots")) return null;
  return (
    <Fold title="History">
      <PlaceHistory environmentId={environmentId} />
    </Fold>
  );
}
