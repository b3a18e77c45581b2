"use client";

import { type ReactNode, useState } from "react";
import { CompareSlider } from "@/components/media/compare-slider";
import { ImageView } from "@/components/media/image-view";
import { largeUrl, mediaUrl, zoomUrl } from "@/components/media/url";
import { useShortcuts } from "@/components/shell/shortcuts";
import { Segmented } from "@/components/ui/segmented";
import { nameOf, type Version } from "./version-words";

export const stageModes = ["one", "wipe", "side", "difference"] as const;
export type StageMode = (typeof stageModes)[number];

/** What the stage needs of a version. */
export type StagedVersion = Pick<Version, "id" | "picture" | "number" | "state">;

interface PictureStageProps {
  /** "SQ010_SH0020 A" */
  name: string;
  version: StagedVersion;
  /** What it is compared with; without one only the single view is offered. */
  other: StagedVersion | undefined;
  mode: StageMode;
  onMode: (mode: StageMode) => void;
  /** Left end of the bar above the picture. */
  children?: ReactNode;
}

const labels: Record<StageMode, string> = { one: "One", wipe: "Wipe", side: "Side by side", difference: "Difference" };
/** Thumbnails are lossy: their difference would show what is not there. */
const exact = ({ picture }: StagedVersion) => mediaUrl(picture.id, "full");
const src = ({ picture }: StagedVersion) => largeUrl(picture);
const alike = (a: StagedVersion, b: StagedVersion) =>
  Math.abs(a.picture.width / a.picture.height - b.picture.width / b.picture.height) < 0.01;

/** The picture in question, large, alone or beside another. W wipes, V goes on to the next mode, \ held shows the other. */
export function PictureStage({ name, version, other, mode, onMode, children }: PictureStageProps) {
  const [peek, setPeek] = useState(false);
  const modes = stageModes.filter(
    (choice) => choice === "one" || (other !== undefined && (choice === "side" || alike(version, other))),
  );
  const shown = modes.includes(mode) ? mode : "one";
  const next = () => onMode(modes[(modes.indexOf(shown) + 1) % modes.length] ?? "one");
  useShortcuts("Player", {
    W: {
      label: "Wipe between this version and the one before",
      run: () => onMode(shown === "wipe" ? "one" : "wipe"),
      when: () => modes.includes("wipe"),
    },
    "Shift+W": {
      label: "Difference to the version before",
      run: () => onMode(shown === "difference" ? "one" : "difference"),
      when: () => modes.includes("difference"),
    },
    V: { label: "Next way to compare", run: next, when: () => modes.length > 1 },
    "\\": {
      label: "Peek at the version before (hold)",
      run: () => peekUntilUp(setPeek),
      when: () => other !== undefined,
    },
  });
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex h-11 shrink-0 items-center gap-3 overflow-x-auto px-4 [scrollbar-width:none] pointer-coarse:h-14">
        {children}
        <span className="ml-auto flex shrink-0 items-center gap-2">
          {other && (
            <span className="text-muted text-xs max-md:hidden">
              Compare with <span className="code">{nameOf(other)}</span>
            </span>
          )}
          {modes.length > 1 && (
            <Segmented
              label="Compare"
              value={shown}
              onChange={onMode}
              options={modes.map((value) => ({
                value,
                label: labels[value],
                ...(value === "wipe" ? { keys: "W" } : {}),
              }))}
            />
          )}
        </span>
      </div>
      <Pictures name={name} version={peek && other ? other : version} other={other} mode={peek ? "one" : shown} />
    </div>
  );
}

/** The key's release ends it, wherever it happens. */
const peekUntilUp = (setPeek: (on: boolean) => void) => {
  setPeek(true);
  const end = () => setPeek(false);
  window.addEventListener("keyup", end, { once: true });
  window.addEventListener("blur", end, { once: true });
};

function Pictures({
  name,
  version,
  other,
  mode,
}: {
  name: string;
  version: StagedVersion;
  other: StagedVersion | undefined;
  mode: StageMode;
}) {
  const { width, height } = version.picture;
  if (!other || mode === "one")
    return (
      <ImageView
        key={`${width}x${height}`}
        src={zoomUrl(version.picture)}
        preview={mediaUrl(version.picture.id, 256)}
        alt={`${name}, ${nameOf(version)}`}
        width={width}
        height={height}
      />
    );
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
