"use client";

import type { ReactNode } from "react";
import { CompareSlider } from "@/components/media/compare-slider";
import { largeUrl, mediaUrl } from "@/components/media/url";
import type { StagedVersion, StageMode } from "./stage-modes";
import { nameOf } from "./version-words";

interface CompareViewsProps {
  name: string;
  version: StagedVersion;
  other: StagedVersion;
  mode: Exclude<StageMode, "one">;
}

/** Thumbnails are lossy: their difference would show what is not there. */
const exact = ({ picture }: StagedVersion) => mediaUrl(picture.id, "full");
const src = ({ picture }: StagedVersion) => largeUrl(picture);

/** Two pictures at once: a wipe, side by side, or their difference. Loaded when first asked for. */
export function CompareViews({ name, version, other, mode }: CompareViewsProps) {
  const { width, height } = version.picture;
  if (mode === "wipe")
    return (
      <Fit ratio={width / height}>
        <CompareSlider
          before={{ src: src(other), label: nameOf(other) }}
          after={{ src: src(version), label: nameOf(version) }}
          width={width}
          height={height}
        />
      </Fit>
    );
  if (mode === "side")
    return (
      <div className="grid min-h-0 flex-1 gap-2 p-4 pt-0 max-sm:grid-rows-2 sm:grid-cols-2">
        {[other, version].map((one) => (
          <figure key={one.id} className="flex min-h-0 flex-col gap-1">
            <img src={src(one)} alt={`${name}, ${nameOf(one)}`} className="min-h-0 flex-1 object-contain" />
            <figcaption className="code text-center text-muted">{nameOf(one)}</figcaption>
          </figure>
        ))}
      </div>
    );
  return (
    <Fit ratio={width / height}>
      <div
        role="img"
        aria-label={`Difference of ${nameOf(other)} and ${nameOf(version)}: black where they are the same`}
        className="relative isolate overflow-hidden rounded-picture bg-black"
        style={{ aspectRatio: width / height }}
      >
        <img src={exact(other)} alt="" className="absolute inset-0 size-full" />
        <img src={exact(version)} alt="" className="absolute inset-0 size-full mix-blend-difference" />
      </div>
    </Fit>
  );
}

/** The largest box of this ratio that fits; its size never depends on what is in it. */
function Fit({ ratio, children }: { ratio: number; children: ReactNode }) {
  return (
    <div className="grid min-h-0 flex-1 place-items-center p-4 pt-0">
      <div className="grid size-full place-items-center [container-type:size]">
        <div style={{ width: `min(100cqw, calc(100cqh * ${ratio}))` }}>{children}</div>
      </div>
    </div>
  );
}
