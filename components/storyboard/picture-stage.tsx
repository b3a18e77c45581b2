"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";
import { ImageView } from "@/components/media/image-view";
import { mediaUrl, zoomUrl } from "@/components/media/url";
import { useShortcuts } from "@/components/shell/shortcuts";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { firstRung, type StagedVersion, type StageMode, stageModes } from "./stage-modes";
import { nameOf } from "./version-words";

const CompareViews = lazy(() => import("./compare-views").then((file) => ({ default: file.CompareViews })));

interface PictureStageProps {
  /** "SQ010_SH0020 A" */
  name: string;
  version: StagedVersion;
  /** What it is compared with; without one only the single view is offered. */
  other: StagedVersion | undefined;
  mode: StageMode;
  onMode: (mode: StageMode) => void;
  /** Shows what the recipes of the two do not share. */
  onDiffer?: () => void;
  /** Left end of the bar above the picture. */
  children?: ReactNode;
}

const labels: Record<StageMode, string> = { one: "One", wipe: "Wipe", side: "Side by side", difference: "Difference" };
const alike = (a: StagedVersion, b: StagedVersion) =>
  Math.abs(a.picture.width / a.picture.height - b.picture.width / b.picture.height) < 0.01;

/** The picture in question, large, alone or beside another. W wipes, V goes on to the next mode, \ held shows the other. */
export function PictureStage({ name, version, other, mode, onMode, onDiffer, children }: PictureStageProps) {
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
          {onDiffer && (
            <Button size="sm" variant="quiet" onClick={onDiffer} className="max-md:hidden">
              What differs
            </Button>
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

interface PicturesProps {
  name: string;
  version: StagedVersion;
  other: StagedVersion | undefined;
  mode: StageMode;
}

function Pictures({ name, version, other, mode }: PicturesProps) {
  const { id, width, height } = version.picture;
  const one = (
    <ImageView
      key={`${width}x${height}`}
      src={zoomUrl(version.picture)}
      first={mediaUrl(id, firstRung)}
      firstSide={Math.min(firstRung, Math.max(width, height))}
      preview={mediaUrl(id, 256)}
      alt={`${name}, ${nameOf(version)}`}
      width={width}
      height={height}
    />
  );
  if (!other || mode === "one") return one;
  return (
    // Until the views are here the picture stays.
    <Suspense fallback={one}>
      <CompareViews name={name} version={version} other={other} mode={mode} />
    </Suspense>
  );
}
