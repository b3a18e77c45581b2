"use client";

import { Plus } from "lucide-react";
import { memo, useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { useAfterPaint } from "@/components/ui/after-paint";
import { cx } from "@/components/ui/cx";
import { type Angle, readiness, type Slot, slotTitle } from "@/contract/profile/angles";
import { coverageOf, coverageWords } from "@/contract/profile/coverage";
import { directionOf, directionWords, isAngle } from "@/contract/profile/directions";
import { dial, pointOf, type Region, regions } from "./dial-layout";
import { readinessWords } from "./readiness-words";
import { type PackageImage, useOfAll, useStore } from "./use-package-store";
import type { Dragged } from "./use-slot-drop";

interface CoverageDialProps {
  drag: Dragged | null;
  /** Left out for those who only look. */
  onChoose: ((slot: Slot) => void) | undefined;
}

const across = (x: number) => `${((x - dial.left) / dial.width) * 100}%`;
const down = (y: number) => `${((y - dial.top) / dial.height) * 100}%`;
const sidesOf = (images: readonly PackageImage[]) => images.filter(({ slot, keep }) => slot !== null || keep !== false);

/** The heart of a package: where its pictures look, on a map of the turning head, and where there is none. */
export const CoverageDial = memo(function CoverageDial({ drag, onChoose }: CoverageDialProps) {
  const images = useAfterPaint(useOfAll(sidesOf, sameLooks));
  const filled = new Map(images.flatMap((image) => (isAngle(image.slot) ? [[image.slot, image] as const] : [])));
  const loose = images.flatMap((image) => {
    const direction = isAngle(image.slot) ? null : directionOf(image);
    return direction ? [{ image, direction }] : [];
  });
  const coverage = coverageOf(images);
  return (
    <figure className="grid gap-2">
      <div className="overflow-x-auto rounded-panel border bg-surface [scrollbar-width:thin]">
        <fieldset
          aria-label="Coverage dial"
          className="relative min-w-[620px]"
          style={{ aspectRatio: dial.width / dial.height }}
        >
          <Graduation />
          {regions.map((region) => (
            <Spot
              key={`${region.slot} ${region.x}`}
              region={region}
              image={filled.get(region.slot)}
              looking={coverage.angles.get(region.slot)?.length ?? 0}
              over={drag?.over === region.slot}
              dragging={drag !== null}
              onChoose={onChoose}
            />
          ))}
          {loose.map(({ image, direction }) => (
            <Dot key={image.id} image={image} {...pointOf(direction)} words={directionWords(direction)} />
          ))}
        </fieldset>
      </div>
      <figcaption className="flex flex-wrap justify-between gap-x-6 text-muted text-xs" role="status">
        <span>
          {coverageWords(coverage)} {readinessWords(readiness([...filled.keys()]))}.
        </span>
        <span
          className="num"
          data-tip="Angles weigh 60, kinds of light 20, expressions 20. Light and expression are told in the details of a picture."
        >
          Diversity {coverage.score} of 100
        </span>
      </figcaption>
    </figure>
  );
});

const ticks = [
  { yaw: -180, word: "behind" },
  { yaw: -135, word: "" },
  { yaw: -90, word: "90° left" },
  { yaw: -45, word: "45°" },
  { yaw: 0, word: "" },
  { yaw: 45, word: "45°" },
  { yaw: 90, word: "90° right" },
  { yaw: 135, word: "" },
  { yaw: 180, word: "behind" },
];

function Graduation() {
  return (
    <>
      <svg
        aria-hidden="true"
        viewBox={`${dial.left} ${dial.top} ${dial.width} ${dial.height}`}
        className="absolute inset-0 size-full stroke-line"
      >
        <line x1={dial.left} x2={-dial.left} y1={0} y2={0} strokeWidth={0.5} />
        {ticks.map(({ yaw }) => (
          <line key={yaw} x1={yaw} x2={yaw} y1={dial.top} y2={-dial.top} strokeWidth={yaw === 0 ? 0.5 : 0.3} />
        ))}
      </svg>
      {ticks.map(
        ({ yaw, word }) =>
          word !== "" && (
            <span
              key={yaw}
              aria-hidden
              className={cx(
                "num absolute bottom-1 text-[11px] text-muted leading-4",
                yaw === -180 ? "pl-2" : yaw === 180 ? "-translate-x-full pr-2" : "-translate-x-1/2",
              )}
              style={{ left: across(yaw === -180 ? dial.left : yaw === 180 ? -dial.left : yaw) }}
            >
              {word}
            </span>
          ),
      )}
    </>
  );
}

interface SpotProps {
  region: Region;
  image: PackageImage | undefined;
  /** Pictures that count for this angle, the tray's too. */
  looking: number;
  over: boolean;
  dragging: boolean;
  onChoose: ((slot: Slot) => void) | undefined;
}

function Spot({ region, image, looking, over, dragging, onChoose }: SpotProps) {
  const store = useStore();
  const { slot, x, y, rx, ry, main } = region;
  const title = slotTitle(slot);
  const state = image ? "filled" : looking > 0 ? `${looking} in the candidates` : "missing";
  const press = () => {
    if (image) {
      store.setFocus(image.id);
      document.querySelector<HTMLElement>(`[data-picture="${image.id}"]`)?.focus();
    } else onChoose?.(slot);
  };
  return (
    <>
      <button
        type="button"
        data-place={slot}
        {...(main ? {} : { "aria-hidden": true, tabIndex: -1 })}
        aria-label={`${title}: ${state}`}
        data-tip={`${title}: ${state}`}
        onClick={press}
        style={{
          ...{ left: across(x - rx), top: down(y - ry) },
          ...{ width: `${((2 * rx) / dial.width) * 100}%`, height: `${((2 * ry) / dial.height) * 100}%` },
        }}
        className={cx(
          "absolute grid place-items-center overflow-hidden rounded-full border",
          over
            ? "border-accent bg-selected"
            : image
              ? "border-transparent"
              : cx("border-dashed", dragging || looking > 0 ? "border-control" : "border-edge"),
          !main && "opacity-50",
          "hover:border-control",
        )}
      >
        {image && main ? (
          <Thumb media={image.picture} alt="" ratio={1} sizes="80px" className="size-full rounded-full" eager />
        ) : (
          !image && onChoose && <Plus aria-hidden className="size-3.5 stroke-[1.5] text-muted" />
        )}
      </button>
      {main && (
        <span
          aria-hidden
          className={cx(
            "pointer-events-none absolute -translate-x-1/2 whitespace-nowrap text-[11px] leading-4",
            image ? "text-text" : "text-muted",
            labelSide[slot] ?? "",
          )}
          style={{ left: across(labelX(region)), top: down(labelY(region)) }}
        >
          {title}
        </span>
      )}
    </>
  );
}

// Up and down stand close above and below the front: their words go beside them.
const beside: readonly Angle[] = ["up", "down"];
const labelSide: Partial<Record<Angle, string>> = {
  up: "!translate-x-2 -translate-y-1/2",
  down: "!translate-x-2 -translate-y-1/2",
  back: "!-translate-x-full",
};
const labelX = ({ slot, x, rx }: Region) => (beside.includes(slot) ? x + rx : slot === "back" ? x + rx : x);
const labelY = ({ slot, y, ry }: Region) => (beside.includes(slot) ? y : slot === "front" ? y + ry - 0.5 : y + ry + 1);

function Dot({ image, x, y, words }: { image: PackageImage; x: number; y: number; words: string }) {
  const store = useStore();
  const [near, setNear] = useState(false);
  return (
    <button
      type="button"
      aria-label={`${image.name}, ${words}`}
      onClick={() => store.setFocus(image.id)}
      onPointerEnter={() => setNear(true)}
      onPointerLeave={() => setNear(false)}
      onFocus={() => setNear(true)}
      onBlur={() => setNear(false)}
      style={{ left: across(x), top: down(y) }}
      className="absolute grid size-4 -translate-x-1/2 -translate-y-1/2 place-items-center rounded-full hover:z-10 focus:z-10"
    >
      <span
        className={cx("size-2 rounded-full border", image.keep ? "border-text bg-text" : "border-text bg-surface")}
      />
      {near && (
        <span className="pointer-events-none absolute bottom-4 left-1/2 w-24 -translate-x-1/2 rounded-picture bg-raised p-1 text-left text-[11px] leading-4 shadow-float">
          <Thumb media={image.picture} alt="" ratio={4 / 5} sizes="96px" />
          {words}
        </span>
      )}
    </button>
  );
}

const looks = ({ id, slot, keep, yaw, pitch, lighting, expression }: PackageImage) =>
  `${id}|${slot}|${keep === false}|${yaw}|${pitch}|${lighting}|${expression}`;
const sameLooks = (a: readonly PackageImage[], b: readonly PackageImage[]) =>
  a.length === b.length && a.every((image, at) => looks(image) === looks(b[at] as PackageImage));
