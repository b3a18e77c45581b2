"use client";

import { memo, useCallback, useState } from "react";
import { cx } from "@/components/ui/cx";
import { Segmented } from "@/components/ui/segmented";
import { keepCount } from "@/contract/profile/package";
import type { PicturesProps } from "./slots-view";
import { TrayGrid } from "./tray-grid";
import { type PackageImage, sameList, useOfAll } from "./use-package-store";

type Filter = "all" | "undecided" | "kept" | "out";
const fits: Record<Filter, (image: PackageImage) => boolean> = {
  all: () => true,
  undecided: ({ keep }) => keep === null,
  kept: ({ keep }) => keep === true,
  out: ({ keep }) => keep === false,
};

interface TrayProps extends Omit<PicturesProps, "onChoose"> {
  /** "side": beside the slots, "wide": a view of its own. */
  size: "side" | "wide";
}

/** Pictures that came in and stand in no slot yet: a dense grid to keep or discard, by keys. */
export const Tray = memo(function Tray({ of, heroId, editable, drag, onLook, size }: TrayProps) {
  const [filter, setFilter] = useState<Filter>("all");
  const ids = useOfAll(
    useCallback(
      (images) => images.filter((image) => image.slot === null && fits[filter](image)).map(({ id }) => id),
      [filter],
    ),
    sameList,
  );
  const over = drag?.over === "tray";
  return (
    <section aria-label="Candidates" className="grid min-h-0 grid-rows-[auto_auto_minmax(0,1fr)] gap-2">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h2 className="text-sm">
          Candidates <TrayCount />
        </h2>
        <Segmented
          label="Show candidates"
          value={filter}
          onChange={setFilter}
          options={[
            { value: "all", label: "All" },
            { value: "undecided", label: "Open" },
            { value: "kept", label: "Kept" },
            { value: "out", label: "Out" },
          ]}
        />
      </div>
      <KeepWords />
      <div
        data-place="tray"
        data-tray
        className={cx(
          "rounded-panel border border-dashed p-2",
          over ? "border-accent bg-selected" : drag ? "border-control" : "border-edge",
          // Wide, the page scrolls.
          size === "side" ? "min-h-36 overflow-y-auto [scrollbar-width:thin] max-xl:max-h-96" : "min-h-48",
        )}
      >
        {ids.length === 0 ? (
          <Nothing filter={filter} editable={editable} />
        ) : (
          <TrayGrid {...{ ids, of, heroId, editable, onLook }} least={size === "side" ? 84 : 132} />
        )}
      </div>
    </section>
  );
});

function TrayCount() {
  const count = useOfAll(useCallback((images) => images.filter(({ slot }) => slot === null).length, []));
  return <span className="num font-normal text-muted">{count}</span>;
}

function KeepWords() {
  const words = useOfAll(useCallback((images) => keepCount(images).words, []));
  return (
    <p role="status" className="num text-muted text-xs">
      {words}
    </p>
  );
}

function Nothing({ filter, editable }: { filter: Filter; editable: boolean }) {
  const words =
    filter !== "all"
      ? "No candidate here."
      : editable
        ? "No candidates. Drop 1 to 50 pictures anywhere on this page, or paste."
        : "No candidates.";
  return <p className="grid h-full min-h-28 place-items-center text-balance text-center text-muted text-xs">{words}</p>;
}
