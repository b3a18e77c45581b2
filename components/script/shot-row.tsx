"use client";

import Link from "next/link";
import { type ComponentProps, memo } from "react";
import { Thumb } from "@/components/media/thumb";
import { Avatar } from "@/components/ui/avatar";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";
import { framesFrom, timeOf } from "@/contract/script/frame-time";
import { InlineText } from "./inline-text";
import { StatusMenu } from "./status-menu";
import type { Shot, useShotEdits } from "./use-shot-edits";

/** Shared by the head and the rows; the first two columns stay in view. */
export const shotColumns =
  "grid grid-cols-[28px_188px_minmax(180px,1.7fr)_minmax(92px,0.7fr)_minmax(84px,0.6fr)_92px_136px_48px_minmax(120px,1fr)_28px] items-center gap-x-3 px-4 sm:px-6";

export interface ShotRowProps {
  shot: Shot;
  index: number;
  href: string;
  fps: number;
  editable: boolean;
  current: boolean;
  selected: boolean;
  edits: ReturnType<typeof useShotEdits>;
  onToggle: (index: number, extend: boolean) => void;
  onFocusRow: (index: number) => void;
}

const wrongDuration = "Write whole frames like 48, or seconds like 2 s.";

export const ShotRow = memo(function ShotRow(props: ShotRowProps) {
  const { shot, index, href, fps, editable, current, selected, edits, onToggle } = props;
  const tabIndex = current ? 0 : -1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of a virtual grid, laid out by hand
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      tabIndex={tabIndex}
      onFocus={() => props.onFocusRow(index)}
      className={cx(
        shotColumns,
        "group relative h-full min-w-[1156px] border-b outline-none",
        // Drawn over the two columns that stay in view.
        "after:pointer-events-none after:absolute after:inset-0 after:z-[2] focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2",
        selected
          ? "bg-[color-mix(in_srgb,var(--surface),var(--accent)_10%)]"
          : "bg-surface hover:bg-[color-mix(in_srgb,var(--surface),var(--text)_5%)]",
      )}
    >
      <Cell className="sticky left-0 z-[1] -ml-4 grid h-full place-items-center bg-inherit pl-4 sm:-ml-6 sm:pl-6">
        <Checkbox
          aria-label={`Select ${shot.code}`}
          tabIndex={tabIndex}
          checked={selected}
          onChange={() => {}}
          onClick={(event) => onToggle(index, event.shiftKey)}
          className={
            selected
              ? undefined
              : "opacity-0 focus-within:opacity-100 group-hover:opacity-100 group-focus:opacity-100 pointer-coarse:opacity-100"
          }
        />
      </Cell>
      <Cell className="sticky left-10 z-[1] -mx-1 flex h-full min-w-0 items-center bg-inherit px-1 sm:left-16">
        <Link href={href} tabIndex={tabIndex} className="flex min-w-0 items-center gap-3 rounded-[4px] hover:underline">
          <Thumb media={shot.picture} alt="" ratio={16 / 9} sizes="64px" className="w-16 shrink-0" />
          <span className="code min-w-0 truncate">{shot.code}</span>
        </Link>
      </Cell>
      <Cell className="min-w-0">
        <InlineText
          label={`Description of ${shot.code}`}
          value={shot.description}
          placeholder={editable ? "Describe the action" : "–"}
          disabled={!editable}
          tabIndex={tabIndex}
          onSave={(description) => void edits.edit(shot, { description })}
          className="w-full"
        >
          {/* An element of its own: a clamp is a kind of display, and the button is a block. */}
          {shot.description === "" ? undefined : <span className="line-clamp-2">{shot.description}</span>}
        </InlineText>
      </Cell>
      <Cell
        className="flex min-w-0 gap-1 overflow-hidden"
        {...(shot.cast.length > 1 ? tip(shot.cast.map((who) => who.name).join(", ")) : {})}
      >
        <CastChips cast={shot.cast} />
      </Cell>
      <Cell className="truncate text-muted">{shot.environment ?? "–"}</Cell>
      <Cell className="num">
        <InlineText
          label={`Duration of ${shot.code}`}
          value={String(shot.durationFrames)}
          disabled={!editable}
          tabIndex={tabIndex}
          check={(text) => (framesFrom(text, fps) === undefined ? wrongDuration : undefined)}
          onSave={(text) => void edits.edit(shot, { durationFrames: framesFrom(text, fps) ?? shot.durationFrames })}
          className="whitespace-nowrap"
        >
          {shot.durationFrames} <span className="text-muted">· {timeOf(shot.durationFrames, fps)}</span>
        </InlineText>
      </Cell>
      <Cell className="min-w-0">
        <StatusMenu
          status={shot.status}
          of={shot.code}
          tabIndex={tabIndex}
          onChange={(status) => void edits.setStatus([shot], status)}
        />
      </Cell>
      <Cell className="num text-right text-muted">{shot.frames}</Cell>
      <Cell
        className="min-w-0 text-muted text-xs"
        {...(shot.lastNote ? tip(`${shot.lastNote.author}: ${shot.lastNote.body}`) : {})}
      >
        <span className="line-clamp-2">
          {shot.lastNote ? shot.lastNote.body || `${shot.lastNote.author} set the status` : ""}
        </span>
      </Cell>
      <Cell>{shot.assignee && <Avatar name={shot.assignee} />}</Cell>
    </div>
  );
});

// biome-ignore-start lint/a11y/useSemanticElements: a cell of the virtual grid
// biome-ignore-start lint/a11y/useFocusableInteractive: the row and what stands in the cell take focus
function Cell(props: ComponentProps<"div">) {
  return <div {...props} role="gridcell" />;
}
// biome-ignore-end lint/a11y/useFocusableInteractive: see above
// biome-ignore-end lint/a11y/useSemanticElements: see above

/** Two names and a count; the rest is in the hint of the cell. */
export function CastChips({ cast }: { cast: Shot["cast"] }) {
  if (cast.length === 0) return <span className="text-muted">–</span>;
  return (
    <>
      {cast.slice(0, 2).map((who) => (
        <span key={who.id} className="min-w-0 shrink truncate rounded-[4px] bg-hover px-1.5 py-0.5 text-xs">
          {who.name}
        </span>
      ))}
      {cast.length > 2 && <span className="num shrink-0 self-center text-muted text-xs">+{cast.length - 2}</span>}
    </>
  );
}
